"""The rules of the form, worked out on the truth: what each check must say."""

from gen import form as forms


def _side(values):
    """The sum of a side, or None if it can't be had: no number in it, or a part that is lost or unreadable."""
    if any(v.state in ("absent", "unreadable") for v in values):
        return None
    numbers = [v.value for v in values if v.state == "number"]
    return sum(numbers) if numbers else None


def status(cells, left, right):
    a, b = _side([cells[c] for c in left]), _side([cells[c] for c in right])
    if a is None or b is None:
        return "not_assessable"
    return "pass" if a == b else "fail"


def checks(form, cells):
    """Rule id to status, for every rule of the form."""
    return {rule: status(cells, left, right) for rule, left, right in forms.rules(form)}
