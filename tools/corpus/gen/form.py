"""The two forms as the generator knows them: cells, labels, rules.

Written from the notices (国办公开办函〔2019〕60号, 国办公开办函〔2021〕30号) and not from the parser's tables, so that the
tests compare two readings of them.
"""

from collections import namedtuple

Block = namedtuple("Block", "caption columns rows")  # of the first table
Row = namedtuple("Row", "id kind group label")  # of the second; kind: top, result, item

APPLICANTS = (
    ("natural_person", "自然人"),
    ("business", "商业企业"),
    ("research", "科研机构"),
    ("public_interest", "社会公益组织"),
    ("legal_service", "法律服务机构"),
    ("other", "其他"),
    ("total", "总计"),
)
APPLICANT_IDS = tuple(c for c, _ in APPLICANTS)

RESULTS = (("upheld", "结果维持"), ("corrected", "结果纠正"), ("other", "其他结果"), ("pending", "尚未审结"), ("total", "总计"))
DISPUTE_GROUPS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")

_CHANGES = (("previous_items", "上一年项目数量"), ("change", "本年增/减"), ("decisions", "处理决定数量"))
_DECISIONS = (("decisions", "本年处理决定数量"),)

BLOCKS = {
    "2019": (
        Block(
            "第二十条第（一）项",
            (("made", "本年新制作数量"), ("published", "本年新公开数量"), ("public_total", "对外公开总数量")),
            (("rules", "规章"), ("normative_documents", "规范性文件")),
        ),
        Block("第二十条第（五）项", _CHANGES, (("licensing", "行政许可"), ("other_services", "其他对外管理服务事项"))),
        Block("第二十条第（六）项", _CHANGES, (("penalty", "行政处罚"), ("coercion", "行政强制"))),
        Block("第二十条第（八）项", _CHANGES[:2], (("fees", "行政事业性收费"),)),
        Block("第二十条第（九）项", (("items", "采购项目数量"), ("amount", "采购总金额")), (("procurement", "政府集中采购"),)),
    ),
    "2021": (
        Block(
            "第二十条第（一）项",
            (("issued", "本年制发件数"), ("repealed", "本年废止件数"), ("in_force", "现行有效件数")),
            (("rules", "规章"), ("normative_documents", "行政规范性文件")),
        ),
        Block("第二十条第（五）项", _DECISIONS, (("licensing", "行政许可"),)),
        Block("第二十条第（六）项", _DECISIONS, (("penalty", "行政处罚"), ("coercion", "行政强制"))),
        Block("第二十条第（八）项", (("amount", "本年收费金额（单位：万元）"),), (("fees", "行政事业性收费"),)),
    ),
}


def _items(group_id, group, *rows):
    return [Row(f"{group_id}.{row_id}", "item", group, label) for row_id, label in rows]


_HEAD = [
    Row("received", "top", None, "一、本年新收政府信息公开申请数量"),
    Row("carried_in", "top", None, "二、上年结转政府信息公开申请数量"),
    Row("granted", "result", None, "（一）予以公开"),
    Row("partly_granted", "result", None, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    *_items(
        "refused",
        "（三）不予公开",
        ("state_secret", "1.属于国家秘密"),
        ("prohibited_by_law", "2.其他法律行政法规禁止公开"),
        ("endangers_security", "3.危及“三安全一稳定”"),
        ("third_party_rights", "4.保护第三方合法权益"),
        ("internal_affairs", "5.属于三类内部事务信息"),
        ("process_information", "6.属于四类过程性信息"),
        ("enforcement_file", "7.属于行政执法案卷"),
        ("administrative_inquiry", "8.属于行政查询事项"),
    ),
    *_items(
        "unavailable",
        "（四）无法提供",
        ("not_held", "1.本机关不掌握相关政府信息"),
        ("creation_required", "2.没有现成信息需要另行制作"),
        ("still_unclear", "3.补正后申请内容仍不明确"),
    ),
    *_items(
        "not_processed",
        "（五）不予处理",
        ("petition", "1.信访举报投诉类申请"),
        ("repeated", "2.重复申请"),
        ("publication", "3.要求提供公开出版物"),
        ("excessive", "4.无正当理由大量反复申请"),
        ("confirmation", "5.要求行政机关确认或重新出具已获取信息"),
    ),
]
_TAIL = [
    Row("handled_total", "result", None, "（七）总计"),
    Row("carried_out", "top", None, "四、结转下年度继续办理"),
]

ROWS = {
    "2019": [*_HEAD, Row("other_handling", "result", None, "（六）其他处理"), *_TAIL],
    "2021": [
        *_HEAD,
        *_items(
            "other_handling",
            "（六）其他处理",
            ("not_corrected", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
            ("fee_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
            ("other", "3.其他"),
        ),
        *_TAIL,
    ],
}


def disclosure_cells(form):
    return [f"disclosure.{row}.{col}" for block in BLOCKS[form] for row, _ in block.rows for col, _ in block.columns]


def request_cells(form):
    return [f"requests.{row.id}.{col}" for row in ROWS[form] for col in APPLICANT_IDS]


def dispute_cells():
    return [f"disputes.{group}.{col}" for group in DISPUTE_GROUPS for col, _ in RESULTS]


def cells(form):
    """Every cell id of a form, in the form's order."""
    return disclosure_cells(form) + request_cells(form) + dispute_cells()


def result_rows(form):
    """The rows that (七)总计 adds up."""
    return [row.id for row in ROWS[form] if row.kind != "top" and row.id != "handled_total"]


def rules(form):
    """(rule, left cells, right cells): the left ones add up to the right ones."""
    out = []
    for row in ROWS[form]:
        parts = [f"requests.{row.id}.{c}" for c in APPLICANT_IDS[:-1]]
        out.append((f"requests.sum.{row.id}", parts, [f"requests.{row.id}.total"]))
    for col in APPLICANT_IDS:
        parts = [f"requests.{row}.{col}" for row in result_rows(form)]
        out.append((f"requests.handled.{col}", parts, [f"requests.handled_total.{col}"]))
    for col in APPLICANT_IDS:
        out.append(
            (
                f"requests.balance.{col}",
                [f"requests.received.{col}", f"requests.carried_in.{col}"],
                [f"requests.handled_total.{col}", f"requests.carried_out.{col}"],
            )
        )
    for group in DISPUTE_GROUPS:
        parts = [f"disputes.{group}.{c}" for c, _ in RESULTS[:-1]]
        out.append((f"disputes.sum.{group}", parts, [f"disputes.{group}.total"]))
    return out
