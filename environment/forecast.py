# SPDX-License-Identifier: Apache-2.0
"""How long a run of chapters still takes: what each took here the last time, or usually takes, at the pace seen so far."""


class Forecast:
    """The seconds that are left of a run: None where nothing is known of a chapter."""

    def __init__(self, usual, last, afterwards=0):
        """Takes the usual seconds by chapter, those of the last run here, and what the command takes after the chapters."""
        self.usual, self.last, self.afterwards = usual, last, afterwards
        self.waiting, self.taken, self.foreseen = set(usual), {}, 0.0

    def drop(self, chapter):
        """Leaves out a chapter that is not run."""
        self.waiting.discard(chapter)

    def finish(self, chapter, seconds):
        """Takes what a chapter took, by which the pace of this run is known."""
        self.drop(chapter)
        if self.seconds(chapter):
            self.taken[chapter] = seconds
            self.foreseen += self.seconds(chapter)

    def seconds(self, chapter):
        """What a chapter takes here, as far as was known when the run began."""
        return self.last.get(chapter) or self.usual[chapter] and self.usual[chapter] * self.slowness()

    def slowness(self):
        """How many times longer than usual chapters took here in the last run."""
        both = [chapter for chapter in self.last if self.usual.get(chapter)]
        return sum(self.last[each] for each in both) / sum(self.usual[each] for each in both) if both else 1.0

    def pace(self, chapter=None, elapsed=0.0):
        """How many times longer than foreseen this run takes; the chapter in work counts from when it is late."""
        taken, foreseen = sum(self.taken.values()), self.foreseen
        if chapter and self.is_late(chapter, elapsed):
            taken, foreseen = taken + elapsed, foreseen + self.seconds(chapter)
        return taken / foreseen if foreseen else 1.0

    def is_late(self, chapter, elapsed):
        return elapsed > (self.seconds(chapter) or elapsed) * self.pace()

    def left_of(self, chapter, elapsed):
        """The seconds left of the chapter in work."""
        seconds = self.seconds(chapter)
        return seconds and max(0.0, seconds * self.pace() - elapsed)

    def left(self, chapter=None, elapsed=0.0):
        """The seconds left of the command, of which a late chapter counts for none."""
        waiting = {each: self.seconds(each) for each in self.waiting}
        if None in waiting.values():
            return None
        others = sum(seconds for each, seconds in waiting.items() if each != chapter) + self.afterwards
        return others * self.pace(chapter, elapsed) + (self.left_of(chapter, elapsed) if chapter else 0.0)

    def words(self, chapter, elapsed):
        """What there is to say while a chapter runs; nothing of a chapter that nothing is known of."""
        if self.seconds(chapter) is None:
            return ""
        late, whole = self.is_late(chapter, elapsed), self.left(chapter, elapsed)
        own = "longer than foreseen" if late else f"{about(self.left_of(chapter, elapsed))} left"
        return ", ".join([own, f"{'then' if late else 'in all'} {about(whole)}"] if whole else [own])


def about(seconds):
    """A time as one says it."""
    return f"about {max(10, 10 * round(seconds / 10))} s" if seconds < 95 else f"about {round(seconds / 60)} minutes"
