# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# name: lab06
# files:
#   - renters.csv
# tests:
#   ok_format: false
# solutions_pdf: false
# template_pdf: false
# show_question_points: true
# export_cell:
#   pdf: false
#   run_tests: false
#   ignore_log: true

# %% [markdown]
# # Lab 6: What a sample tells
#
# What is the usual rent in a town? You can't ask everybody, so you ask some: a **sample**. In this lab you
# know the whole (made-up) town, so for once you can see how far off a sample is. You will
#
# 1. draw samples in good and bad ways,
# 2. see how a **statistic** changes from sample to sample,
# 3. find out what a larger sample buys you, and
# 4. say in words what can go wrong.
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer. Some results are
# random: they change each time you run a cell, and the tests allow for that.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## The town
#
# The table has all 2,000 rented homes of the town. All of them together are the **population**.
#
# | label | meaning |
# |:--|:--|
# | `home` | a number from 1 to 2,000 |
# | `part` | part of town |
# | `years` | full years that the renters have lived there |
# | `rent` | rent for one month, in dollars |
# | `online` | would the renters answer a survey that is posted online? `yes` or `no` |

# %%
renters = Table.read_table("renters.csv")
renters.show(5)

# %% [markdown]
# A number that describes the population is a **parameter**. The same number for a sample is a
# **statistic**. We use the statistic of a sample to guess the parameter.

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** Give the name `true_median` to the **median** rent of the population: half of the rents
# are at or below it. `np.median` takes an array.

# %% [raw]
# # BEGIN SOLUTION

# %%
true_median = np.median(renters.column("rent")) # SOLUTION
true_median

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'true_median should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_true_median_is_a_number(true_median):
    import numbers
    assert isinstance(true_median, numbers.Real) and not isinstance(true_median, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The median lies between the smallest and the largest rent.'
""" # END TEST CONFIG
def test_true_median_range(true_median):
    assert 500 <= true_median <= 3575

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the average. The median is the value in the middle.'
""" # END TEST CONFIG
def test_true_median_not_mean(true_median):
    assert abs(true_median - 1421.812) > 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the median of the column rent, over all 2,000 homes.'
""" # END TEST CONFIG
def test_true_median_value(true_median):
    assert abs(true_median - 1390.0) < 0.01

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
renters.hist("rent", bins=np.arange(500, 3700, 100), unit="dollar")

# %% [markdown]
# ## Part 1: Ways to draw a sample

# %% [raw]
# # BEGIN QUESTION
# name: q1_2
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 1.2.** A newspaper posts a survey online. Only the renters with `yes` in the column `online`
# answer. Make a table called `online_sample` with these homes, and give the name `online_median` to the
# median of their rents.

# %% [raw]
# # BEGIN SOLUTION

# %%
online_sample = renters.where("online", "yes") # SOLUTION
online_median = np.median(online_sample.column("rent")) # SOLUTION
online_median

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'online_sample should be a table. Start from the table renters and use one of its methods.'
""" # END TEST CONFIG
def test_online_sample_is_a_table(online_sample):
    from datascience import Table
    assert isinstance(online_sample, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'online_median should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_online_median_is_a_number(online_median):
    import numbers
    assert isinstance(online_median, numbers.Real) and not isinstance(online_median, bool)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Keep all homes with yes in the column online, and no others.'
""" # END TEST CONFIG
def test_online_sample_rows(online_sample):
    assert online_sample.num_rows == 1043 and all(value == "yes" for value in online_sample.column("online"))

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the median of the rents of these homes only.'
""" # END TEST CONFIG
def test_online_median_value(online_median):
    assert abs(online_median - 1445.0) < 0.01

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q1_3
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 1.3.** The online sample is huge: about half of the town. How many dollars is its median
# **above** the true one? Call it `online_error`.

# %% [raw]
# # BEGIN SOLUTION

# %%
online_error = online_median - true_median # SOLUTION
online_error

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'online_error should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_online_error_is_a_number(online_error):
    import numbers
    assert isinstance(online_error, numbers.Real) and not isinstance(online_error, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'People who answer online pay more, so online_error should be above 0.'
""" # END TEST CONFIG
def test_online_error_sign(online_error):
    assert online_error > 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is one of the two medians. The question asks for their difference.'
""" # END TEST CONFIG
def test_online_error_small(online_error):
    assert online_error < 500

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the true median from the median of the online sample.'
""" # END TEST CONFIG
def test_online_error_value(online_error):
    assert abs(online_error - 55.0) < 0.01

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# A **systematic** sample takes every 20th home, say. `t.take(array)` is a table with the rows at the
# positions in the array; the first row is at position 0.

# %% [raw]
# # BEGIN QUESTION
# name: q1_4
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 1.4.** Make a table called `every_20th` with the homes at the positions 0, 20, 40 and so on,
# down the whole table. Use `np.arange`.

# %% [raw]
# # BEGIN SOLUTION

# %%
every_20th = renters.take(np.arange(0, renters.num_rows, 20)) # SOLUTION
every_20th.show(5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'every_20th should be a table. Start from the table renters and use one of its methods.'
""" # END TEST CONFIG
def test_every_20th_is_a_table(every_20th):
    from datascience import Table
    assert isinstance(every_20th, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'every_20th should have 100 rows and 5 columns.'
""" # END TEST CONFIG
def test_every_20th_shape(every_20th):
    assert every_20th.num_rows == 100 and every_20th.num_columns == 5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The first home is at position 0, and it has the number 1.'
""" # END TEST CONFIG
def test_every_20th_first(every_20th):
    assert every_20th.column("home").item(0) == 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The positions should be 20 apart, down to the end of the table.'
""" # END TEST CONFIG
def test_every_20th_homes(every_20th):
    assert list(every_20th.column("home")) == list(range(1, 2001, 20))

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# A **random sample** leaves the choice to chance: nobody's opinion decides who is in it.
#
# | code | what you get |
# |:--|:--|
# | `t.sample(100)` | 100 random rows; the same row can come again (*with replacement*) |
# | `t.sample(100, with_replacement=False)` | 100 random rows, all different |

# %% [raw]
# # BEGIN QUESTION
# name: q1_5
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 1.5.** Make a table called `random_sample` with **100 different** homes, picked at random.

# %% [raw]
# # BEGIN SOLUTION

# %%
random_sample = renters.sample(100, with_replacement=False) # SOLUTION
random_sample.show(5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'random_sample should be a table. Start from the table renters and use one of its methods.'
""" # END TEST CONFIG
def test_random_sample_is_a_table(random_sample):
    from datascience import Table
    assert isinstance(random_sample, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'random_sample should have 100 rows and 5 columns.'
""" # END TEST CONFIG
def test_random_sample_shape(random_sample):
    assert random_sample.num_rows == 100 and random_sample.num_columns == 5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'No home should be in the sample twice.'
""" # END TEST CONFIG
def test_random_sample_different(random_sample):
    assert len(set(random_sample.column("home"))) == 100

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The homes should come from the whole table, not from one part of it.'
""" # END TEST CONFIG
def test_random_sample_everywhere(random_sample):
    homes = list(random_sample.column("home"))
    assert min(homes) < 500 and max(homes) > 1500 and homes != list(range(1, 2001, 20))

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: A statistic changes from sample to sample

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Write a function called `sample_median` that takes a **sample size**, draws that many
# **different** homes at random, and returns the median of their rents.

# %% [raw]
# # BEGIN SOLUTION

# %%
def sample_median(size):
    """Return the median rent of a random sample of homes."""
    # BEGIN SOLUTION
    sample = renters.sample(size, with_replacement=False)
    return np.median(sample.column("rent"))
    # END SOLUTION

sample_median(100)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'sample_median should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_sample_median_is_a_function(sample_median):
    assert callable(sample_median)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'sample_median(100) should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_sample_median_is_a_number(sample_median):
    import numbers
    assert isinstance(sample_median(100), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each call should draw a new sample, so that not all calls return the same number.'
""" # END TEST CONFIG
def test_sample_median_varies(sample_median):
    assert len({float(sample_median(50)) for _ in range(20)}) > 3

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function should use its argument: a sample of all 2,000 homes has the median of the town.'
""" # END TEST CONFIG
def test_sample_median_uses_size(sample_median):
    assert abs(sample_median(2000) - 1390.0) < 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the median of the column rent. Single homes vary much more than samples of 400 homes.'
""" # END TEST CONFIG
def test_sample_median_spread(sample_median):
    import numpy as np
    ones = [float(sample_median(1)) for _ in range(60)]
    many = [float(sample_median(400)) for _ in range(60)]
    assert np.std(ones) > 150 and np.std(many) < 60 and abs(np.mean(many) - 1390.0) < 30

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2_2
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.2.** Make an array called `medians_100` with the medians of **500 random samples** of **100**
# homes each. Use a `for` loop and your function.

# %% [raw]
# # BEGIN SOLUTION

# %%
medians_100 = make_array()
for i in np.arange(500):
    medians_100 = np.append(medians_100, sample_median(100)) # SOLUTION
medians_100

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'medians_100 should be an array, not a single number, a list or a table. Use np.append in the loop.'
""" # END TEST CONFIG
def test_medians_100_is_an_array(medians_100):
    import numpy as np
    assert isinstance(medians_100, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'medians_100 should hold 500 values.'
""" # END TEST CONFIG
def test_medians_100_length(medians_100):
    assert len(medians_100) == 500

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The 500 medians should come from 500 different samples.'
""" # END TEST CONFIG
def test_medians_100_vary(medians_100):
    assert len(set(medians_100)) > 20

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The medians should lie around the true median. Most are less than 100 dollars away from it.'
""" # END TEST CONFIG
def test_medians_100_values(medians_100):
    import numpy as np
    assert abs(np.mean(medians_100) - 1390.0) < 20 and 20 < np.std(medians_100) < 70

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
Table().with_column("median of 100", medians_100).hist(bins=np.arange(1250, 1651, 20))

# %% [markdown]
# This histogram shows an **empirical distribution**: what came out when you did the random experiment many
# times.

# %% [raw]
# # BEGIN QUESTION
# name: q2_3
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.3.** In what **proportion** of your 500 samples is the median **within 50 dollars** of
# `true_median` (at most 50 dollars above or below)? Call it `close_100`.
#
# *Hint:* `abs` also works with arrays.

# %% [raw]
# # BEGIN SOLUTION

# %%
close_100 = np.count_nonzero(abs(medians_100 - true_median) <= 50) / 500 # SOLUTION
close_100

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'close_100 should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_close_100_is_a_number(close_100):
    import numbers
    assert isinstance(close_100, numbers.Real) and not isinstance(close_100, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A proportion is never below 0 or above 1.'
""" # END TEST CONFIG
def test_close_100_range(close_100):
    assert 0 <= close_100 <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A sample can be too low as well as too high. Use the distance.'
""" # END TEST CONFIG
def test_close_100_both_sides(close_100, medians_100):
    import numpy as np
    assert abs(close_100 - np.mean(medians_100 - 1390.0 <= 50)) > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the medians whose distance from the true median is 50 or less, and divide by 500.'
""" # END TEST CONFIG
def test_close_100_value(close_100, medians_100):
    import numpy as np
    assert abs(close_100 - np.mean(abs(medians_100 - 1390.0) <= 50)) < 0.0001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: More is better, up to a point

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** Make an array called `medians_400` with the medians of 500 random samples of **400**
# homes each. Then give the name `close_400` to the proportion of them within 50 dollars of `true_median`.

# %% [raw]
# # BEGIN SOLUTION

# %%
medians_400 = make_array()
for i in np.arange(500):
    medians_400 = np.append(medians_400, sample_median(400)) # SOLUTION

close_400 = np.count_nonzero(abs(medians_400 - true_median) <= 50) / 500 # SOLUTION
close_400

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'medians_400 should hold 500 values.'
""" # END TEST CONFIG
def test_medians_400_length(medians_400):
    assert len(medians_400) == 500

# %%
""" # BEGIN TEST CONFIG
failure_message: 'close_400 should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_close_400_is_a_number(close_400):
    import numbers
    assert isinstance(close_400, numbers.Real) and not isinstance(close_400, bool)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Samples of 400 homes vary about half as much as samples of 100.'
""" # END TEST CONFIG
def test_medians_400_spread(medians_400):
    import numpy as np
    assert 8 < np.std(medians_400) < 32 and abs(np.mean(medians_400) - 1390.0) < 15

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Nearly all samples of 400 homes are close. Count the distances of 50 or less, and divide by 500.'
""" # END TEST CONFIG
def test_close_400_value(close_400, medians_400):
    import numpy as np
    assert close_400 > 0.9 and abs(close_400 - np.mean(abs(medians_400 - 1390.0) <= 50)) < 0.0001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3_2
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 3.2.** Which sample would you trust more to tell you about the **whole town**? Give the name
# `better` to the number of the best answer.
#
# 1. The online sample, because it is the largest of all.
# 2. A random sample of 400 homes, because chance decides who is in it.
# 3. The first 400 homes of the table, because that is the same number.
# 4. Neither: only a census of all homes can tell anything.

# %% [raw]
# # BEGIN SOLUTION

# %%
better = 2 # SOLUTION
better

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'better should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_better_is_a_number(better):
    import numbers
    assert isinstance(better, numbers.Real) and not isinstance(better, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'better should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_better_is_an_option(better):
    assert better in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A sample can be large and still leave out a certain kind of people.'
""" # END TEST CONFIG
def test_better_not_the_largest(better):
    assert better not in [1, 3]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Look at close_400: how often is such a sample close to the truth?'
""" # END TEST CONFIG
def test_better_value(better):
    assert better == 2

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 4: Say it in words
#
# A person reads this answer.

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 3
# manual: true

# %% [markdown]
# **Question 4.1.** The newspaper writes: *"More than 1,000 renters took part in our survey, so our number
# is exact."* Write **3 or 4 sentences**: by how much is their median off, in which direction and **why**,
# and would 2,000 more answers of the same kind help?
#
# *Hint:* Compare the column `years` for `yes` and `no`.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# The median of the online survey is 55 dollars too high. Renters who answer online have moved in more
# recently, 2.1 years ago on average and not 7.1, and new renters pay more. More answers of the same kind
# would not help: the same kind of people would still be missing. A random sample of a few hundred homes
# would be better.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | quotes the error (or the two medians) and says that the survey is too high |
# | 1 | gives the reason: those who answer online have lived there for fewer years and pay more (or: differ from the others) |
# | 1 | says that more answers of the same kind do not remove the error |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## You are done
#
# Before you hand in:
#
# 1. In the menu, choose **Kernel → Restart Kernel and Run All Cells**. Every cell should run without
#    an error.
# 2. Save the notebook.
# 3. Run the last cell and hand in the zip file the way your instructor asked for.
