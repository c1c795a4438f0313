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
# ## Ignore ##
# A remark among authors.

# %%
import math  # IGNORE

# BEGIN IGNORE
secret = 1
# END IGNORE
import random

# %% [raw]
# # BEGIN QUESTION
# name: q1

# %% [raw]
# # BEGIN SOLUTION

# %%
def square(x):
    # BEGIN SOLUTION
    return x * x
    # END SOLUTION

nine = square(3)  # SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
check = square(2)
# END SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 2
success_message: Right.
failure_message: Square it.
""" # END TEST CONFIG
assert square(4) == 16

# %%
""" # BEGIN TEST CONFIG
hidden: true
""" # END TEST CONFIG
assert nine == 9

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2

# %% [raw]
# # BEGIN PROMPT

# %%
colour = ""  # a string

# %% [raw]
# # END PROMPT

# %% [raw]
# # BEGIN SOLUTION

# %%
colour = "blue"  # SOLUTION NO PROMPT

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
assert colour == "blue"

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION
