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
#   files: [notes.txt]
# student_files: [answer.py]

# %% [raw]
# # BEGIN QUESTION
# name: q1

# %% [markdown]
# Write `double` into answer.py.

# %% [raw]
# # BEGIN SOLUTION

# %%
from answer import double  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
assert double(2) == 4

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION
