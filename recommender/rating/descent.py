"""Compiled: stochastic gradient descent, user by user.

Importing this takes a second; who needs it imports it when it is needed.
"""

# mypy: disable-error-code="untyped-decorator"

import numpy as np
from numba import njit
from numpy.typing import NDArray

Values = NDArray[np.float32]
Places = NDArray[np.int32]


@njit(cache=True, fastmath=True)
def descend(
    starts: NDArray[np.int64],
    items: Places,
    given: Values,
    order: Places,
    users: Values,
    vectors: Values,
    user_bias: Values,
    item_bias: Values,
    step: float,
    ridge: float,
) -> None:
    """Learn once from all that was given (less the mean), the users in this order; vectors and biases change."""
    for user in order:
        own, bias = users[user], user_bias[user]
        for at in range(starts[user], starts[user + 1]):
            item = items[at]
            other = vectors[item]
            error = given[at] - bias - item_bias[item]
            for k in range(len(own)):
                error -= own[k] * other[k]
            bias += step * (error - ridge * bias)
            item_bias[item] += step * (error - ridge * item_bias[item])
            for k in range(len(own)):
                was = own[k]
                own[k] = was + step * (error * other[k] - ridge * was)
                other[k] += step * (error * was - ridge * other[k])
        user_bias[user] = bias


@njit(cache=True, fastmath=True)
def score_pairs(
    user: NDArray[np.int64],
    item: NDArray[np.int64],
    users: Values,
    vectors: Values,
    user_bias: Values,
    item_bias: Values,
    scores: Values,
) -> None:
    """Write the scores of these pairs, less the mean."""
    for at in range(len(user)):
        total = user_bias[user[at]] + item_bias[item[at]]
        for k in range(users.shape[1]):
            total += users[user[at], k] * vectors[item[at], k]
        scores[at] = total


@njit(cache=True)
def group_by_user(user: Places, item: Places, rating: Values, n_users: int) -> tuple[NDArray[np.int64], Places, Values]:
    """Return where each user's rows start, and items and ratings in that order, each user's as they were."""
    starts = np.zeros(n_users + 1, np.int64)
    for one in user:
        starts[one + 1] += 1
    starts = np.cumsum(starts)
    free = starts[:-1].copy()
    items, given = np.empty(len(user), np.int32), np.empty(len(user), np.float32)
    for at in range(len(user)):
        into = free[user[at]]
        free[user[at]] += 1
        items[into] = item[at]
        given[into] = rating[at]
    return starts, items, given
