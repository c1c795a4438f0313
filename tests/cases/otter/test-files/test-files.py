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
# tests:
#   files: true
#   ok_format: false

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: 2

# %% [raw]
# # BEGIN SOLUTION

# %%
total = sum(range(5))  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
def test_total(total):
    assert total == 10, "Add 0 to 4."

# %%
# HIDDEN
def test_env(env):
    assert env["total"] == 10

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION
