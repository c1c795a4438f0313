# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# tests:
#   ok_format: false
# autograder_files: [answers.csv]
# export_cell:
#   pdf: false

# %%
answers = open("answers.csv").read()

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: 1

# %% [raw]
# # BEGIN SOLUTION

# %%
total = 10  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
def test_ten(total):
    assert total == 10

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION
