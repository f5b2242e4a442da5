"""What the writers of text families share: the noise of paper and of the web round and inside the tables.

Only the tables of these texts have a truth that can be told; how much of it, `drops_blanks` says: in the tables it names
a blank cell leaves nothing behind, so of a row with a blank nobody knows which of its numbers stands where.
"""

from gen.report import TABLES
from gen.text import Text

NAVIGATION = (
    "无障碍 | 长者版 | 登录 | 注册",
    "首页  政务公开  政务服务  互动交流",
    "当前位置：首页 > 政务公开 > 政府信息公开年报",
    "字号：【大 中 小】  打印本页  分享到：",
    "索引号：000014349/2022-00017 | 发布机构：{agency} | 文号：无",
    "|" * 450,
    "[image: ]",
    "",
)
FOOTER = ("", "附件：无", "上一篇：2018年工作要点  下一篇：关于举办2019年培训班的通知", "1 2 3 4 5 下一页 共 12 页", "扫一扫在手机打开当前页", "主办单位：{agency}  网站标识码：0188000017", "备案号：示ICP备00000188号-1")
PAGE_MARKS = ("-{}-", "- {} -", "— {} —")


class Family(Text):
    drops_blanks = TABLES
    page_lines = 46
    marks = PAGE_MARKS  # page numbers that no cell can be taken for

    def __init__(self, report):
        super().__init__(report)
        self.paper, self.web = self.rng.pick(((False, False), (True, False), (False, True), (True, True)))
        self.mark = self.rng.pick(self.marks)
        self.running_head = self.rng.chance(40)

    def pages(self, lines):
        """The lines with page numbers, perhaps a running head, where pages end: anywhere."""
        head = [self.report.title or self.report.agency, *self.gap] if self.running_head else []
        out, number, left = [], 1, self.page_lines
        for i, line in enumerate(lines):
            # Between two paragraphs, so that no empty line is one too many.
            if left <= 0 and (not self.gap or (line and not lines[i - 1])):
                out += [self.mark.format(number), *self.gap, *head]
                number, left = number + 1, self.page_lines
            out.append(line)
            left -= 1
        return out

    def lines(self):
        lines = super().lines()
        if self.paper:
            lines = self.pages(lines)
        if self.web:
            head, foot = ([line.format(agency=self.report.agency) for line in part] for part in (NAVIGATION, FOOTER))
            lines = [*head, *lines, *foot]
        return lines


def wrap(text, width, of=len):
    """The text in pieces of at most this width, broken anywhere but inside a run of digits or letters."""
    pieces, line = [], ""
    for token in tokens(text):
        if line and of(line) + of(token) > width:
            pieces.append(line)
            line = ""
        line += token if line or token != " " else ""
    return [p for p in (*pieces, line) if p] or [""]


def tokens(text):
    out = []
    for c in text:
        if out and joins(out[-1][-1]) and joins(c):
            out[-1] += c
        else:
            out.append(c)
    return out


def joins(c):
    return c.isascii() and c not in " ("
