# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# name: lab01
# solutions_pdf: false
# template_pdf: false
# files: [numbers.csv]
# tests:
#   ok_format: false
# export_cell:
#   pdf: false

# %% [markdown]
# # Lab 1: Sums

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: 2

# %% [markdown]
# **Question 1.** Give the name `total` to the sum of the numbers from 1 to 10.

# %% [raw]
# # BEGIN SOLUTION

# %%
total = sum(range(1, 11))  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS


# %%
def test_total_is_a_number(total):
    assert total is not ..., "Replace the three dots with your answer."


# %%
# HIDDEN
def test_total_is_right(total):
    assert total == 55, "Add up 1, 2, 3 and so on up to 10."


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2
# points: 1

# %% [markdown]
# **Question 2.** How many lines does `numbers.csv` have below its heading?

# %% [raw]
# # BEGIN SOLUTION

# %%
lines = len(open("numbers.csv").readlines()) - 1  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS


# %%
def test_lines(lines):
    assert lines == 3, "Do not count the heading."


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION
