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
# files:
#   - data.csv
#   - more
# autograder_files:
#   - key.csv

# %%
rows = open("data.csv").read().split()

# %% [raw]
# # BEGIN QUESTION
# name: q1

# %% [raw]
# # BEGIN SOLUTION

# %%
count = len(rows)  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
assert count == 3

# %%
# HIDDEN
assert count == int(open("key.csv").read())

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2

# %% [raw]
# # BEGIN SOLUTION

# %%
words = open("more/words.txt").read().split()  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
assert words == ["ada", "lin"]

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION
