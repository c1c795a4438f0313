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

# %% [markdown]
# ```otter
# # BEGIN QUESTION
# name: q1
# points: 2
# ```
#
# **Question 1.** The settings are in a fence.
#
# ```otter
# # BEGIN SOLUTION
# ```

# %%
total = sum(range(5))  # SOLUTION

# %% [markdown]
# ```otter
# # END SOLUTION
# ```
#
# ```otter
# # BEGIN TESTS
# ```

# %%
assert total == 10

# %% [markdown]
# ```otter
# # END TESTS
# ```
#
# ```otter
# # END QUESTION
# ```
