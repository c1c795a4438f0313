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
# strip_solutions_from_all_cells: true
# suppress_no_tests_warning: true
# run_tests: false

# %%
start = 0  # SOLUTION NO PROMPT
start = 0

# %% [raw]
# # BEGIN QUESTION
# name: q1
# check_cell: false

# %% [markdown]
# No cell to check it.

# %% [raw]
# # BEGIN SOLUTION

# %%
total = sum(range(5))  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
assert total == 10

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2

# %% [markdown]
# Nothing to fill in: points 0 below.

# %% [raw]
# # BEGIN SOLUTION

# %%
again = total  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
assert again == 10

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION
