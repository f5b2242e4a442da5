"""A report of any kind by number: more of them than anybody would check in."""

from gen import catalogue, profiles, prose, traditional
from gen import report as r
from gen.rng import Rng

OVERVIEWS = ("plain", "subheads", "section-like", "decoys", "second-list")
LABELS = {
    "2019": (catalogue.LABELS_2019, catalogue.MISTYPED_2019),
    "2021": (catalogue.LABELS_2021, catalogue.MISTYPED_2021),
}


def name(number):
    return f"anything-{number}"


def report(number):
    rng = Rng(name(number) + "?")
    form = rng.pick(("2019", "2021"))
    title = rng.pick(sorted(r.TITLES))
    nameless, yearless = title in ("no-agency", "none"), title in ("no-year", "none")
    signatures = [s for s in sorted(r.SIGNATURES) if not (nameless and s in ("none", "date-only"))]
    periods = [p for p in sorted(r.PERIODS) if not (yearless and p == "none")]
    made = r.make(
        name(number),
        form,
        rng.pick((2019, 2020)) if form == "2019" else rng.between(2021, 2025),
        rng.pick(sorted(prose.AGENCIES)),
        rng.pick(profiles.ALL),
        title=title,
        period=rng.pick(periods),
        contact=rng.pick(sorted(r.CONTACTS)),
        overview=rng.pick(OVERVIEWS),
        heading=rng.pick(sorted(r.HEADINGS)),
        wording=rng.below(3),
        signature=rng.pick(signatures),
        contents=rng.chance(15),
        title_twice=rng.chance(10),
        top=rng.pick(sorted(r.TOPS)),
        foot=rng.pick(sorted(r.FOOTS)),
        labels=rng.pick(LABELS[form]) if rng.chance(30) else {},
    )
    script = rng.pick(traditional.SCRIPTS) if rng.chance(25) else None
    return traditional.of(made, script) if script and traditional.is_possible() else made


def documents(number):
    """The report of that number by every writer that suits it."""
    it = report(number)
    writers = {
        "text": catalogue.TEXT,
        "docx": catalogue.DOCX,
        "odt": catalogue.ODT,
        "flat-opc": catalogue.FLAT_OPC,
        "html": catalogue.HTML,
    }
    return [
        catalogue.Document(folder, it, writer)
        for folder, of in writers.items()
        for writer in of.values()
        if writer.suits(it)
    ]
