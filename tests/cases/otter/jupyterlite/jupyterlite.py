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
# runs_on: jupyterlite
# name: words

# %% [raw]
# # BEGIN QUESTION
# name: q1

# %% [markdown]
# **Question 1.** Add 0 to 4.

# %% [raw]
# # BEGIN SOLUTION

# %%
total = sum(range(5))  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
assert total != ...

# %%
# HIDDEN
assert total == 10

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION
