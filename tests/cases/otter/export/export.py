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
#   instructions: Hand it in before Friday.
#   pdf: true
#   filtering: false
#   force_save: true
#   run_tests: false
#   ignore_log: true
#   require_no_pdf_ack:
#     message: There is no PDF of it.
# solutions_pdf: filtered
# template_pdf: true

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
