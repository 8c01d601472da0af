"""The presentation language (RFC 9846 §3): numbers and vectors, written and read. Read next: registry.py."""


def u8(number):
    return number.to_bytes(1, "big")


def u16(number):
    return number.to_bytes(2, "big")


def u24(number):
    return number.to_bytes(3, "big")


def u32(number):
    return number.to_bytes(4, "big")


def vector(width, *parts):
    """opaque<..>: the length in `width` bytes, then the parts."""
    data = b"".join(parts)
    return len(data).to_bytes(width, "big") + data


def numbers(values):
    """Each value in two bytes: suites, groups, schemes, versions."""
    return b"".join(u16(value) for value in values)


class Reader:
    """Reads from the front. Whoever sends us less than it says is not taken seriously: AssertionError."""

    def __init__(self, data):
        self.data = data

    def take(self, count):
        assert count <= len(self.data), f"{count} bytes expected, {len(self.data)} left"
        taken, self.data = self.data[:count], self.data[count:]
        return taken

    def number(self, width):
        return int.from_bytes(self.take(width), "big")

    def vector(self, width):
        return self.take(self.number(width))

    def numbers(self, width):
        """A vector of two-byte numbers."""
        inner = Reader(self.vector(width))
        return [inner.number(2) for _ in range(len(inner.data) // 2)]
