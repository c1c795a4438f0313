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

# %% [raw]
# # BEGIN QUESTION
# name: q1
# manual: true
# points: 3

# %% [markdown]
# **Question 1.** Why?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# Because.

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2
# manual: true
# export: true

# %% [markdown]
# **Question 2.** Show it.

# %% [raw]
# # BEGIN PROMPT

# %% [markdown]
# _Write two sentences._

# %% [raw]
# # END PROMPT

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# Like this.

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3
# points: 2
# export: true

# %% [markdown]
# **Question 3.** Add 0 to 4.

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
