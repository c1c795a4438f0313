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
# export_cell:
#   pdf: false

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: 1

# %% [raw]
# # BEGIN SOLUTION

# %%
names = ["ada", "lin"]  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
def test_names(names):
    assert names != ...
    assert names.pop() == "lin"

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION
