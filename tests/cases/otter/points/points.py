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
# show_question_points: true

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: [1, 2]

# %% [markdown]
# A list.

# %% [raw]
# # BEGIN SOLUTION

# %%
a = 1  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
assert a == 1

# %%
# HIDDEN
assert a * 2 == 2

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2
# points:
#   each: 1.5

# %% [markdown]
# For each test.

# %% [raw]
# # BEGIN SOLUTION

# %%
b = 2  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
assert b == 2

# %%
assert b > 1.5 and b is not ...

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3
# points: 4
# all_or_nothing: true

# %% [markdown]
# All or nothing.

# %% [raw]
# # BEGIN SOLUTION

# %%
c = 3  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
assert c is not None

# %%
# HIDDEN
assert c == 3

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4
# points: 0

# %% [markdown]
# Worth nothing.

# %% [raw]
# # BEGIN SOLUTION

# %%
d = 4  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
assert True

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION
