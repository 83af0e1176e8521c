"""Packing: vectors, likenesses and clusters as the database keeps them."""

from collections.abc import Mapping, Sequence

import numpy as np

from marsad.stories.alike import Measured, keep_vector
from marsad.stories.linkage import PART, Cluster
from marsad.stories.vectors import Vector

Likes = dict[int, float]


def pack_vector(vector: Vector) -> bytes:
    """A vector as it is kept: how many terms, their numbers, their weights."""
    kept = keep_vector(vector)
    return len(vector).to_bytes(4) + kept.terms.tobytes() + kept.weights.tobytes()


def unpack_vector(packed: bytes) -> Measured:
    """A vector that was kept."""
    size = int.from_bytes(packed[:4])
    terms = np.frombuffer(packed, dtype=np.int64, count=size, offset=4)
    return Measured(terms, np.frombuffer(packed, dtype=np.float32, count=size, offset=4 + 8 * size))


def pack_likes(likes: Mapping[int, float]) -> bytes:
    """Marks with likenesses as they are kept."""
    marks = sorted(likes)
    return np.array(marks, dtype=np.int64).tobytes() + np.array([likes[one] for one in marks]).tobytes()


def unpack_likes(packed: bytes) -> Likes:
    """Marks with likenesses that were kept."""
    half = len(packed) // 2
    marks, likes = np.frombuffer(packed[:half], dtype=np.int64), np.frombuffer(packed[half:], dtype=np.float64)
    return dict(zip(marks.tolist(), likes.tolist(), strict=True))


def pack_cluster(cluster: Cluster, marks: Sequence[int]) -> bytes:
    """A cluster as it is kept, by the marks of its members."""
    return np.array(marks, dtype=np.int64).tobytes() + cluster.parts.tobytes()


def unpack_cluster(packed: bytes) -> Cluster:
    """A cluster that was kept."""
    count = (len(packed) + PART.itemsize) // (8 + 2 * PART.itemsize)
    members = np.frombuffer(packed, dtype=np.int64, count=count)
    return Cluster(members=tuple(members.tolist()), parts=np.frombuffer(packed, dtype=PART, offset=8 * count))
