"""Shortest ways in a graph, and circles: groups of nodes that all lead to each other. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MOST_STARTS = 60
"""Nodes of one group from which its shortest circle is looked for."""


class Circle(NamedTuple):
    """Nodes that all lead to each other."""

    nodes: tuple[str, ...]
    shortest: tuple[str, ...]
    """A shortest circle among them, its first node again at its end."""


def circles(graph: Mapping[str, Sequence[str]]) -> list[Circle]:
    """The groups of more than one node, the smallest circle first, then by name."""
    groups = [group for group in _components(graph) if len(group) > 1]
    found = [Circle(tuple(sorted(group)), _shortest(graph, group)) for group in groups]
    return sorted(found, key=lambda each: (len(each.shortest), each.nodes))


def way_between(graph: Mapping[str, Sequence[str]], start: str, goal: str) -> tuple[str, ...]:
    """A shortest way of at least one step, with both ends; () if there is none."""
    came: dict[str, str] = {}
    waiting = [start]
    for current in waiting:
        for each in graph.get(current, ()):
            if each == goal:
                way = [goal, current]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return tuple(way[::-1])
            if each not in came:
                came[each] = current
                waiting.append(each)
    return ()


def _shortest(graph: Mapping[str, Sequence[str]], group: set[str]) -> tuple[str, ...]:
    """A shortest circle within a group."""
    inner = {node: [each for each in graph[node] if each in group] for node in group}
    starts = sorted(group)[:_MOST_STARTS]
    return min((way_between(inner, start, start) for start in starts), key=len)


def _components(graph: Mapping[str, Sequence[str]]) -> list[set[str]]:
    """The strongly connected components, by Tarjan's algorithm without recursion."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    found: list[set[str]] = []
    for root in graph:
        work = [] if root in number else [(root, 0)]
        while work:
            node, position = work.pop()
            if not position:
                number[node] = low[node] = len(number)
                stack.append(node)
                on_stack.add(node)
            following = graph.get(node, ())
            for index in range(position, len(following)):
                each = following[index]
                if each not in number:
                    work += [(node, index + 1), (each, 0)]
                    break
                if each in on_stack:
                    low[node] = min(low[node], number[each])
            else:
                if low[node] == number[node]:
                    found.append(_popped(stack, on_stack, node))
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[node])
    return found


def _popped(stack: list[str], on_stack: set[str], node: str) -> set[str]:
    group: set[str] = set()
    while node not in group:
        group.add(stack.pop())
    on_stack -= group
    return group
