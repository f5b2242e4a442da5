"""The form's tables as grids of cells, the shape every writer starts from."""

from dataclasses import dataclass, replace

from gen import form as forms

CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


@dataclass(frozen=True)
class Cell:
    text: str
    cols: int = 1
    merge: str = ""  # "start": goes on below; "cont": belongs to the cell above
    id: str = ""  # of the form's cell, for values

    @property
    def is_value(self):
        return bool(self.id)


def _cont(cols=1):
    return Cell("", cols, "cont")


def _value(report, cell, cols=1):
    return Cell(report.cells[cell].text, cols, id=cell)


def disclosure(report):
    rows = []
    for block in forms.BLOCKS[report.form]:
        last = 4 - len(block.columns)  # the last column takes what is left of three
        spans = [1] * (len(block.columns) - 1) + [last]
        rows.append([Cell(block.caption, 4)])
        rows.append([Cell("信息内容")] + [Cell(text, n) for (_, text), n in zip(block.columns, spans)])
        for row, label in block.rows:
            ids = [f"disclosure.{row}.{col}" for col, _ in block.columns]
            rows.append([Cell(label)] + [_value(report, i, n) for i, n in zip(ids, spans)])
        if report.extra_row and block is forms.BLOCKS[report.form][0]:
            rows.append([Cell(text) for text in report.extra_row])
    return rows


def _request_labels(report, row, seen):
    """The label cells of a row, three columns wide; `seen` holds the groups already begun."""
    if row.kind == "top":
        return [Cell(row.label, 3)]
    cells = [_cont() if "三" in seen else Cell("三、本年度办理结果", 1, "start")]
    seen.add("三")
    if row.kind == "result":
        return cells + [Cell(row.label, 2)]
    cells.append(_cont() if row.group in seen else Cell(row.group, 1, "start"))
    seen.add(row.group)
    return cells + [Cell(row.label)]


def requests(report):
    kinds = [Cell(label) for _, label in forms.APPLICANTS[1:-1]]
    rows = [
        [Cell(CORNER, 3, "start"), Cell("申请人情况", 7)],
        [_cont(3), Cell("自然人", 1, "start"), Cell("法人或其他组织", 5), Cell("总计", 1, "start")],
        [_cont(3), _cont()] + kinds + [_cont()],
    ]
    seen = set()
    for row in forms.ROWS[report.form]:
        if row.id in report.lost_rows:
            continue
        values = [_value(report, f"requests.{row.id}.{col}") for col in forms.APPLICANT_IDS]
        rows.append(_request_labels(report, row, seen) + values)
    return rows


def disputes(report):
    results = [label for _, label in forms.RESULTS]
    return [
        [Cell("行政复议", 5), Cell("行政诉讼", 10)],
        [Cell(r, 1, "start") for r in results] + [Cell("未经复议直接起诉", 5), Cell("复议后起诉", 5)],
        [_cont() for _ in results] + [Cell(r) for r in results + results],
        [_value(report, cell) for cell in forms.dispute_cells()],
    ]


WIDTHS = {"disclosure": 4, "requests": 10, "disputes": 15}
MAKERS = {"disclosure": disclosure, "requests": requests, "disputes": disputes}


def table(report, table_id):
    """The rows of a table, its labels as this report has them."""
    rows = MAKERS[table_id](report)
    return [[c if c.is_value else replace(c, text=report.labels.get(c.text, c.text)) for c in row] for row in rows]


def decoy(rows):
    return [[Cell(text) for text in row] for row in rows]
