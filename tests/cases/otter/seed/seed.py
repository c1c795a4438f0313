# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# export_cell:
#   pdf: false
# seed:
#   variable: rng_seed
#   autograder_value: 42
#   student_value: 7

# %%
import random

rng_seed = 42

# %% [raw]
# # BEGIN QUESTION
# name: q1

# %% [raw]
# # BEGIN SOLUTION

# %%
random.seed(rng_seed)
throw = random.randint(1, 10**6)  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
assert 1 <= throw <= 10**6

# %%
# HIDDEN
assert throw == 670488

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION
