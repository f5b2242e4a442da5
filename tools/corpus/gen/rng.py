"""Numbers that look random and never change: splitmix64, seeded by a name. Python's own generator may change."""

import hashlib

MASK = (1 << 64) - 1


class Rng:
    def __init__(self, name):
        self.state = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, n):
        """0 to n - 1."""
        return self.next() % n

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def pick(self, items):
        return items[self.below(len(items))]

    def chance(self, percent):
        return self.below(100) < percent

    def sample(self, items, k):
        """k different items, in their own order."""
        left = list(range(len(items)))
        chosen = sorted(left.pop(self.below(len(left))) for _ in range(k))
        return [items[i] for i in chosen]

    def bytes(self, n):
        return b"".join(self.next().to_bytes(8, "big") for _ in range(n // 8 + 1))[:n]
