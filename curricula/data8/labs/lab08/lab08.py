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
# name: lab08
# files:
#   - screens.csv
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
# # Lab 8: How sure is one sample?
#
# How long are students at their phones? You asked 100 of them, and you can't ask again. Still, these 100
# answers can tell you how far off they may be. You will
#
# 1. draw **resamples** from your sample,
# 2. make a **confidence interval** for a median,
# 3. see what makes it wider,
# 4. do the same for a **proportion**, and
# 5. say in words what an interval means.
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer. Some results
# are random: they change each time you run a cell, and the tests allow for that.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## The sample
#
# From all students of a college, **100** were drawn by chance. Their phones counted the hours. (The data is
# made up.)
#
# | label | meaning |
# |:--|:--|
# | `student` | a number from 1 to 100 |
# | `hours` | time at the phone, hours a day |
# | `near` | 1 if the phone is next to the bed at night, 0 if not |

# %%
screens = Table.read_table("screens.csv")
screens.show(5)

# %%
screens.hist("hours", bins=np.arange(0, 12.5, 1), unit="hour")

# %% [markdown]
# ## Part 1: From a sample to a resample

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** What is the **median** of the hours in the sample? Call it `estimate`: it is our best
# guess for the median of **all** students of the college.

# %% [raw]
# # BEGIN SOLUTION

# %%
estimate = np.median(screens.column("hours")) # SOLUTION
estimate

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'estimate should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_estimate_is_a_number(estimate):
    import numbers
    assert isinstance(estimate, numbers.Real) and not isinstance(estimate, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The median lies between the smallest and the largest value of the column.'
""" # END TEST CONFIG
def test_estimate_range(estimate):
    assert 1 <= estimate <= 10.9

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the average. The median is the value in the middle.'
""" # END TEST CONFIG
def test_estimate_not_mean(estimate):
    assert abs(estimate - 4.304) > 0.02

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the median of the column hours.'
""" # END TEST CONFIG
def test_estimate_value(estimate):
    assert abs(estimate - 3.9) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Another sample would have another median. How different? We can't draw again from the college, but a large
# random sample **looks like** the college. So we draw from the sample: as many rows as it has, **with
# replacement**. `t.sample()` does that. Such a new table is called a **resample**.

# %% [raw]
# # BEGIN QUESTION
# name: q1_2
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 1.2.** Make a resample of `screens`, and call it `resample`.

# %% [raw]
# # BEGIN SOLUTION

# %%
resample = screens.sample() # SOLUTION
resample.show(5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'resample should be a table. Use one of the methods of tables.'
""" # END TEST CONFIG
def test_resample_is_a_table(resample):
    from datascience import Table
    assert isinstance(resample, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A resample has as many rows and columns as the sample.'
""" # END TEST CONFIG
def test_resample_shape(resample):
    assert resample.num_rows == 100 and resample.num_columns == 3

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'In a resample, some students come twice or more. Draw with replacement.'
""" # END TEST CONFIG
def test_resample_repeats(resample):
    assert len(set(resample.column("student"))) < 90

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Draw whole rows, so that the hours stay with their student.'
""" # END TEST CONFIG
def test_resample_rows(resample, screens):
    assert len(set(resample.column("student"))) > 40 and all(screens.column("hours").item(int(s) - 1) == h for s, h in zip(resample.column("student"), resample.column("hours")))

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
# **Question 1.3.** How many **different** students are in your resample? Call the number `different`.
#
# *Hint:* `np.unique` gives each value of an array once.

# %% [raw]
# # BEGIN SOLUTION

# %%
different = len(np.unique(resample.column("student"))) # SOLUTION
different

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'different should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_different_is_a_number(different):
    import numbers
    assert isinstance(different, numbers.Real) and not isinstance(different, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The number should be from 1 to 100.'
""" # END TEST CONFIG
def test_different_range(different):
    assert 1 <= different <= 100

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Some students are in the resample twice or more, so fewer than 100 are different.'
""" # END TEST CONFIG
def test_different_not_all(different):
    assert different < 90

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count each number in the column student of your resample once.'
""" # END TEST CONFIG
def test_different_value(different, resample):
    assert different == len(set(resample.column("student")))

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q1_4
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 1.4.** Why do we draw **with** replacement? Give the name `why` to the number of the best answer.
#
# 1. Because it is faster.
# 2. Because without it, every resample would have the same 100 students, and so the same median.
# 3. Because then the resample gets larger than the sample.
# 4. Because it repairs a sample that was not drawn by chance.

# %% [raw]
# # BEGIN SOLUTION

# %%
why = 2 # SOLUTION
why

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'why should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_why_is_a_number(why):
    import numbers
    assert isinstance(why, numbers.Real) and not isinstance(why, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'why should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_why_is_an_option(why):
    assert why in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A resample knows only the students of the sample. It can repair nothing.'
""" # END TEST CONFIG
def test_why_not_repair(why):
    assert why != 4

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Imagine that you draw 100 of 100 students, each only once. Who is in it?'
""" # END TEST CONFIG
def test_why_value(why):
    assert why == 2

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: A confidence interval

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Write a function called `resampled_median` with no arguments that draws a resample of
# `screens` and returns the median of its `hours`.

# %% [raw]
# # BEGIN SOLUTION

# %%
def resampled_median():
    """Return the median hours of one resample."""
    return np.median(screens.sample().column("hours")) # SOLUTION

resampled_median()

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'resampled_median should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_resampled_median_is_a_function(resampled_median):
    assert callable(resampled_median)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'resampled_median() should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_resampled_median_is_a_number(resampled_median):
    import numbers
    assert isinstance(resampled_median(), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each call should draw a new resample, with replacement.'
""" # END TEST CONFIG
def test_resampled_median_varies(resampled_median):
    assert len({round(float(resampled_median()), 3) for _ in range(60)}) > 3

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The medians of resamples of 100 rows lie around 3.9 hours.'
""" # END TEST CONFIG
def test_resampled_median_values(resampled_median):
    import numpy as np
    values = [float(resampled_median()) for _ in range(150)]
    assert abs(np.mean(values) - 3.95) < 0.13 and 0.15 < np.std(values) < 0.34

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
# **Question 2.2.** Make an array called `medians` with the medians of **1,000** resamples.

# %% [raw]
# # BEGIN SOLUTION

# %%
medians = make_array()
for trial in np.arange(1000):
    medians = np.append(medians, resampled_median()) # SOLUTION
medians

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'medians should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_medians_is_an_array(medians):
    import numpy as np
    assert isinstance(medians, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'medians should hold 1,000 values.'
""" # END TEST CONFIG
def test_medians_length(medians):
    assert len(medians) == 1000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Call the function anew for each value.'
""" # END TEST CONFIG
def test_medians_vary(medians):
    assert len(set(medians)) > 6

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The values should be medians of resamples, around 3.9 hours.'
""" # END TEST CONFIG
def test_medians_values(medians):
    import numpy as np
    assert abs(np.mean(medians) - 3.95) < 0.08 and 0.2 < np.std(medians) < 0.28

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
Table().with_column("median of a resample", medians).hist(bins=np.arange(2.95, 5.1, 0.1), unit="hour")

# %% [markdown]
# Cut off 2.5 percent of the medians on each side. What is left, the middle 95 percent, is a **95 percent
# confidence interval**. `percentile(2.5, x)` is the smallest value of `x` that is at least as large as 2.5
# percent of them.

# %% [raw]
# # BEGIN QUESTION
# name: q2_3
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.3.** Give the names `left` and `right` to the ends of the 95 percent confidence interval.

# %% [raw]
# # BEGIN SOLUTION

# %%
left = percentile(2.5, medians) # SOLUTION
right = percentile(97.5, medians) # SOLUTION
left, right

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'left should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_left_is_a_number(left):
    import numbers
    assert isinstance(left, numbers.Real) and not isinstance(left, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'right should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_right_is_a_number(right):
    import numbers
    assert isinstance(right, numbers.Real) and not isinstance(right, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The left end is smaller than the right end.'
""" # END TEST CONFIG
def test_ends_order(left, right):
    assert left < right

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The left end cuts off 2.5 percent of the medians.'
""" # END TEST CONFIG
def test_ends_left(left, medians):
    import numpy as np
    assert np.mean(medians < left - 1e-9) <= 0.026 and np.mean(medians <= left + 0.06) >= 0.025

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The right end is at or above 97.5 percent of the medians.'
""" # END TEST CONFIG
def test_ends_right(right, medians):
    import numpy as np
    assert np.mean(medians <= right + 0.06) >= 0.975 and np.mean(medians > right + 1e-9) >= 0.008 and 4.2 < right < 4.8

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2_4
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.4.** A magazine writes about the median of all students at this college. Here are seven claims.
# How many of them are **inside** your interval, so that they fit the data? Count by eye or by code, and call
# the number `fitting`.

# %% [raw]
# # BEGIN SOLUTION

# %%
claims = make_array(3, 3.25, 3.75, 4, 4.25, 5, 6)
fitting = np.count_nonzero(claims <= right) - np.count_nonzero(claims < left) # SOLUTION
fitting

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'fitting should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_fitting_is_a_number(fitting):
    import numbers
    assert isinstance(fitting, numbers.Real) and not isinstance(fitting, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The number should be from 0 to 7.'
""" # END TEST CONFIG
def test_fitting_range(fitting):
    assert 0 <= fitting <= 7

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A claim must be at or above the left end and at or below the right end.'
""" # END TEST CONFIG
def test_fitting_both_ends(fitting):
    assert fitting not in [5]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Compare each claim with both ends of your interval.'
""" # END TEST CONFIG
def test_fitting_value(fitting):
    assert fitting == 3

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: Wider or narrower

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** Use the same `medians` for an **80 percent** confidence interval, the middle 80 percent.
# How wide is it, in hours? Call it `width_80`.

# %% [raw]
# # BEGIN SOLUTION

# %%
width_80 = percentile(90, medians) - percentile(10, medians) # SOLUTION
width_80

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'width_80 should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_width_80_is_a_number(width_80):
    import numbers
    assert isinstance(width_80, numbers.Real) and not isinstance(width_80, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A width is above 0: the right end minus the left end.'
""" # END TEST CONFIG
def test_width_80_sign(width_80):
    assert width_80 > 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Cut off the same part on both sides: 10 percent each.'
""" # END TEST CONFIG
def test_width_80_narrower(width_80, medians):
    import numpy as np
    assert width_80 < np.percentile(medians, 97.5) - np.percentile(medians, 2.5) - 0.05

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'For the middle 80 percent, go from the 10th to the 90th percentile.'
""" # END TEST CONFIG
def test_width_80_value(width_80, medians):
    import numpy as np
    assert abs(width_80 - (np.percentile(medians, 90) - np.percentile(medians, 10))) < 0.06

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
# **Question 3.2.** You may change one thing. Which change makes the interval for the median **narrower**,
# without making it wrong more often? Give the name `narrower` to its number.
#
# 1. Draw 10,000 resamples, not 1,000.
# 2. Take the middle 80 percent, not 95.
# 3. Ask a larger random sample of students, 400 and not 100.
# 4. Draw resamples of 400 rows from the 100 students.

# %% [raw]
# # BEGIN SOLUTION

# %%
narrower = 3 # SOLUTION
narrower

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'narrower should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_narrower_is_a_number(narrower):
    import numbers
    assert isinstance(narrower, numbers.Real) and not isinstance(narrower, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'narrower should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_narrower_is_an_option(narrower):
    assert narrower in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The computer alone cannot know more about the college. And a resample must be as large as the sample.'
""" # END TEST CONFIG
def test_narrower_not_computer(narrower):
    assert narrower not in [1, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The middle 80 percent is narrower, but it misses the truth for 20 of 100 samples.'
""" # END TEST CONFIG
def test_narrower_value(narrower):
    assert narrower == 3

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 4: A proportion

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 4.1.** What proportion of the sample has the phone next to the bed? The column `near` has zeros
# and ones. Call it `share`.

# %% [raw]
# # BEGIN SOLUTION

# %%
share = np.mean(screens.column("near")) # SOLUTION
share

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'share should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_share_is_a_number(share):
    import numbers
    assert isinstance(share, numbers.Real) and not isinstance(share, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A proportion is never below 0 or above 1.'
""" # END TEST CONFIG
def test_share_range(share):
    assert 0 <= share <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'These are the students without a phone next to the bed.'
""" # END TEST CONFIG
def test_share_not_rest(share):
    assert abs(share - 0.33) > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the average of the column near: that is the part of the ones.'
""" # END TEST CONFIG
def test_share_value(share):
    assert abs(share - 0.67) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4_2
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 4.2.** Make an array called `shares` with the proportion of `near` in each of **1,000**
# resamples, and an array called `interval` with the two ends of the **95 percent** confidence interval.

# %% [raw]
# # BEGIN SOLUTION

# %%
shares = make_array()
for trial in np.arange(1000):
    shares = np.append(shares, np.mean(screens.sample().column("near"))) # SOLUTION

interval = make_array(percentile(2.5, shares), percentile(97.5, shares)) # SOLUTION
interval

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'shares should hold 1,000 values.'
""" # END TEST CONFIG
def test_shares_length(shares):
    assert len(shares) == 1000

# %%
""" # BEGIN TEST CONFIG
failure_message: 'interval should be an array of 2 numbers: the left and the right end.'
""" # END TEST CONFIG
def test_interval_length(interval):
    assert len(interval) == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each value should be the proportion of ones in a new resample.'
""" # END TEST CONFIG
def test_shares_values(shares):
    import numpy as np
    assert abs(np.mean(shares) - 0.67) < 0.01 and 0.04 < np.std(shares) < 0.054

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the middle 95 percent of the shares.'
""" # END TEST CONFIG
def test_interval_values(interval, shares):
    import numpy as np
    assert abs(interval[0] - np.percentile(shares, 2.5)) < 0.0101 and abs(interval[1] - np.percentile(shares, 97.5)) < 0.0101

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4_3
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 4.3.** Which sentence about your interval is right? Give the name `meaning` to its number.
#
# 1. We are 95 percent confident that the proportion among **all** students of the college is in this
#    interval.
# 2. With a chance of 95 percent, a student has the phone next to the bed.
# 3. The proportion in our **sample** is in this interval with a chance of 95 percent.
# 4. In 95 percent of colleges, the proportion is in this interval.

# %% [raw]
# # BEGIN SOLUTION

# %%
meaning = 1 # SOLUTION
meaning

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'meaning should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_meaning_is_a_number(meaning):
    import numbers
    assert isinstance(meaning, numbers.Real) and not isinstance(meaning, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'meaning should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_meaning_is_an_option(meaning):
    assert meaning in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'We know the proportion of our sample for sure. What do we want to learn about?'
""" # END TEST CONFIG
def test_meaning_not_sample(meaning):
    assert meaning != 3

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The interval is about the proportion of all students of this one college.'
""" # END TEST CONFIG
def test_meaning_value(meaning):
    assert meaning == 1

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 5: Say it in words
#
# A person reads these answers.

# %% [raw]
# # BEGIN QUESTION
# name: q5_1
# points: 3
# manual: true

# %% [markdown]
# **Question 5.1.** The school newspaper wants one paragraph. Write **3 or 4 sentences**: what is the median
# time at the phone, how sure are you (quote your interval from `left` to `right`), and why does the interval
# **not** say that 95 percent of the students are between these two numbers?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# Half of the students at our college are at their phones for about 3.9 hours a day or less. We asked only 100
# of them, drawn by chance, so the true median may be a bit different: we are 95 percent confident that it is
# between 3.6 and 4.4 hours. That is an interval for the median. Single students are much more different than
# that: some are at 1 hour, others at 10.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | gives the median as an estimate for all students, from a sample of 100 |
# | 1 | quotes the interval and says that we are 95 percent confident that the median of all students is in it |
# | 1 | says that the interval is about the median and not about single students, who vary much more |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q5_2
# points: 2
# manual: true

# %% [markdown]
# **Question 5.2.** A friend asked 100 people of an online group for fans of phone games, and makes an
# interval with the same code. Write **2 or 3 sentences**: what is wrong with that, and would 10,000 resamples
# help?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# Fans of phone games are at their phones for longer than other students, so the sample doesn't look like the
# college, and the estimate is too high. More resamples don't help: each of them is drawn from the same fans.
#
# **Rubric (2 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | says that the sample is not random, and how it differs from all students |
# | 1 | says that more resamples do not help, because they come from the same sample |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## You are done
#
# Before you hand in:
#
# 1. In the menu, choose **Kernel → Restart Kernel and Run All Cells**. Every cell should run without an
#    error.
# 2. Read your answers of Part 5 once more. Would a friend understand them?
# 3. Save the notebook.
# 4. Run the last cell and hand in the zip file the way your instructor asked for.
