"""Pages of every source, line by line, with what each measure reached."""
import html

STYLE = """<style>
body { font: 13px/1.4 monospace; margin: 1em; tab-size: 2 }
td, th { padding: 0 .6em; text-align: right; white-space: pre }
td:last-child, td:first-child { text-align: left }
.none { background: #f8c8c8 } .half { background: #f8ecc0 } .all { color: #080 }
</style>"""


def cell(line):
    """How often a line was reached, and how many of its branches were."""
    if line is None:
        return "<td></td>"
    taken = sum(count != 0 for count in line.branches)
    kind = "none" if line.count == 0 else "half" if taken < len(line.branches) else "all"
    branches = f" {taken}/{len(line.branches)}" if line.branches else ""
    return f'<td class="{kind}">{line.count:,}{branches}</td>'


def page(title, heads, rows):
    table = "".join([f"<tr>{heads}</tr>", *rows])
    return f'<!doctype html><meta charset="utf-8"><title>{title}</title>{STYLE}<table>{table}</table>'


def source_page(path, text, measures):
    """A source; `measures` has the {number: Line} of each by its name."""
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        cells = "".join(cell(lines.get(number)) for lines in measures.values())
        rows.append(f'<tr id="{number}"><td>{number}</td>{cells}<td>{html.escape(line)}</td></tr>')
    heads = "".join(f"<th>{name}</th>" for name in measures)
    return page(path, f"<th></th>{heads}<th>{path}</th>", rows)


def missed(lines):
    return sum(line.count == 0 for line in lines.values())


def index_page(sources):
    """All sources, with the number of lines that are not reached; `sources` has the lines of each measure by path."""
    heads = "".join(f"<th>{name}: lines not reached</th>" for name in sources)
    rows = []
    for path in sorted(next(iter(sources.values()))):
        cells = "".join(f'<td class="{"none" if missed(by_path[path]) else "all"}">{missed(by_path[path])}</td>'
                        for by_path in sources.values())
        rows.append(f'<tr><td><a href="{page_name(path)}">{path}</a></td>{cells}<td></td></tr>')
    return page("coverage", f"<th></th>{heads}<th></th>", rows)


def page_name(path):
    return path.replace("/", "-") + ".html"


def write_pages(root, sources, folder):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(index_page(sources), encoding="utf-8")
    for path in next(iter(sources.values())):
        text = (root / path).read_text(encoding="utf-8")
        measures = {name: by_path[path] for name, by_path in sources.items()}
        (folder / page_name(path)).write_text(source_page(path, text, measures), encoding="utf-8")
