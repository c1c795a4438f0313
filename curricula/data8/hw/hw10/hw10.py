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
# name: hw10
# files:
#   - runners.csv
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
# # Homework 10: Do expensive shoes make you faster?
#
# Thousands of people run a race over 5 kilometers. You have asked **110** of them, drawn by chance: how many
# miles do you train, and what did your shoes cost? The line through these dots is one thing. What can you say
# about **all** runners of the race? You will
#
# 1. find the line of your sample,
# 2. **bootstrap** its slope, and make an interval,
# 3. test whether there is any slope **at all**, and
# 4. find out how sure a **guess** is, and say it in words.
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer. Some results
# are random: they change each time you run a cell, and the tests allow for that.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## The data
#
# The race and the people are made up.
#
# | label | meaning |
# |:--|:--|
# | `number` | a number from 1 to 110 |
# | `age` | age in years |
# | `miles` | miles of training in a usual week |
# | `shoes` | price of the shoes, in dollars |
# | `minutes` | time for the 5 kilometers, in minutes |
#
# A **small** number of minutes is a fast run.

# %%
runners = Table.read_table("runners.csv")
runners.show(5)

# %% [markdown]
# Here are the functions of Lab 9 again.

# %%
def standard_units(values):
    """Return how many SDs each value is above the average."""
    return (values - np.mean(values)) / np.std(values)

def correlation(table, x, y):
    """Return the correlation of two columns."""
    return np.mean(standard_units(table.column(x)) * standard_units(table.column(y)))

def slope(table, x, y):
    """Return the slope of the regression line."""
    return correlation(table, x, y) * np.std(table.column(y)) / np.std(table.column(x))

def intercept(table, x, y):
    """Return where the regression line crosses x = 0."""
    return np.mean(table.column(y)) - slope(table, x, y) * np.mean(table.column(x))

# %% [markdown]
# ## Part 1: The line of the sample

# %%
runners.scatter("miles", "minutes", fit_line=True)

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** Give the name `miles_slope` to the slope of the regression line for guessing `minutes`
# from `miles`.

# %% [raw]
# # BEGIN SOLUTION

# %%
miles_slope = slope(runners, "miles", "minutes") # SOLUTION
miles_slope

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'miles_slope should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_miles_slope_is_a_number(miles_slope):
    import numbers
    assert isinstance(miles_slope, numbers.Real) and not isinstance(miles_slope, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The line slopes down, so the slope is below 0.'
""" # END TEST CONFIG
def test_miles_slope_sign(miles_slope):
    assert miles_slope < 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Here miles is x and minutes is y. The order matters.'
""" # END TEST CONFIG
def test_miles_slope_order(miles_slope):
    assert abs(miles_slope - (-1.2603)) > 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Use the function slope with the labels miles and minutes.'
""" # END TEST CONFIG
def test_miles_slope_value(miles_slope):
    assert abs(miles_slope - (-0.14400)) < 0.0005

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q1_2
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.2.** The slope of your sample is not exactly the slope for **all** runners of the race. Why?
# Give the name `why` to the number of the best answer.
#
# 1. A slope can only be computed for samples.
# 2. With another 110 runners, drawn by chance, the line would have come out a bit different.
# 3. 110 runners are less than half of all, so the slope is wrong.
# 4. Somebody has made a mistake in the calculation.

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
failure_message: 'The calculation is right. The slope of a population can be computed in the same way.'
""" # END TEST CONFIG
def test_why_not_a_mistake(why):
    assert why not in [1, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Which part of the slope was decided by chance?'
""" # END TEST CONFIG
def test_why_value(why):
    assert why == 2

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: Bootstrap the slope
#
# You can't draw another 110 runners. But you can draw again **from your sample**: 110 rows, with replacement.
# Remember that `t.sample()` does just that.

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Write a function called `resampled_slope` that takes the **label** of a column, makes
# **one** resample of `runners`, and returns the slope of its line for guessing `minutes` from that column.

# %% [raw]
# # BEGIN SOLUTION

# %%
def resampled_slope(x):
    """Return the slope of the line of one resample."""
    return slope(runners.sample(), x, "minutes") # SOLUTION

resampled_slope("miles")

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'resampled_slope should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_resampled_slope_is_a_function(resampled_slope):
    assert callable(resampled_slope)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'resampled_slope should return one number.'
""" # END TEST CONFIG
def test_resampled_slope_is_a_number(resampled_slope):
    import numbers
    assert isinstance(resampled_slope("miles"), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each call should make a new resample, with replacement, of 110 rows.'
""" # END TEST CONFIG
def test_resampled_slope_varies(resampled_slope):
    import numpy as np
    assert 0.5 * 0.0258 < np.std([resampled_slope("miles") for _ in range(80)]) < 1.6 * 0.0258

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The slopes of resamples lie around the slope of the sample. Keep miles and minutes of a runner together.'
""" # END TEST CONFIG
def test_resampled_slope_average(resampled_slope):
    import numpy as np
    assert abs(np.mean([resampled_slope("miles") for _ in range(80)]) - (-0.1445)) < 0.018

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function should use the label that it is given.'
""" # END TEST CONFIG
def test_resampled_slope_label(resampled_slope):
    import numpy as np
    assert abs(np.mean([resampled_slope("shoes") for _ in range(80)]) - 0.0021) < 0.005

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2_2
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.2.** Make an array called `slopes` with **1,000** results of your function for `miles`.

# %% [raw]
# # BEGIN SOLUTION

# %%
slopes = make_array()
for i in np.arange(1000):
    slopes = np.append(slopes, resampled_slope("miles")) # SOLUTION
slopes

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'slopes should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_slopes_is_an_array(slopes):
    import numpy as np
    assert isinstance(slopes, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'slopes should hold 1,000 values.'
""" # END TEST CONFIG
def test_slopes_length(slopes):
    assert len(slopes) == 1000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Call the function anew for each value.'
""" # END TEST CONFIG
def test_slopes_vary(slopes):
    assert len(set(slopes)) > 500

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The values should be slopes for miles, around the slope of the sample.'
""" # END TEST CONFIG
def test_slopes_values(slopes):
    import numpy as np
    assert abs(np.mean(slopes) - (-0.1445)) < 0.006 and 0.8 * 0.0258 < np.std(slopes) < 1.2 * 0.0258

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
Table().with_column("slope of a resample", slopes).hist(bins=np.arange(-0.24, -0.039, 0.01))

# %% [raw]
# # BEGIN QUESTION
# name: q2_3
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.3.** Give the names `left` and `right` to the ends of the **95 percent** confidence interval
# for the slope: the middle 95 percent of `slopes`.

# %% [raw]
# # BEGIN SOLUTION

# %%
left = percentile(2.5, slopes) # SOLUTION
right = percentile(97.5, slopes) # SOLUTION
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
hidden: true
failure_message: '2.5 percent of the slopes should be below the left end. Use percentile.'
""" # END TEST CONFIG
def test_left_value(left, slopes):
    import numpy as np
    assert np.mean(slopes < left) < 0.035 and np.mean(slopes <= left) > 0.015

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: '2.5 percent of the slopes should be above the right end. Use percentile.'
""" # END TEST CONFIG
def test_right_value(right, slopes):
    import numpy as np
    assert np.mean(slopes > right) < 0.035 and np.mean(slopes >= right) > 0.015

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2_4
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.4.** Which sentence says what the interval means? Give the name `says` to its number.
#
# 1. 95 percent of the runners get faster by an amount in this interval for each mile.
# 2. We are 95 percent confident that the slope of the line for **all** runners of the race is in this
#    interval.
# 3. The slope of our sample is in this interval with a chance of 95 percent.
# 4. 95 percent of the times are in this interval.

# %% [raw]
# # BEGIN SOLUTION

# %%
says = 2 # SOLUTION
says

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'says should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_says_is_a_number(says):
    import numbers
    assert isinstance(says, numbers.Real) and not isinstance(says, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'says should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_says_is_an_option(says):
    assert says in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The interval is about a slope, not about single runners or their times.'
""" # END TEST CONFIG
def test_says_about_the_slope(says):
    assert says not in [1, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'We know the slope of the sample. What do we want to know?'
""" # END TEST CONFIG
def test_says_value(says):
    assert says == 2

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: And the shoes?
#
# - **Null hypothesis:** in the race as a whole, the slope for shoes is 0. Any slope of our sample is due to
#   chance.
# - **Alternative:** the slope is not 0.
#
# You test that with an interval. We agree on a cutoff of 5 percent **before** we look.

# %%
runners.scatter("shoes", "minutes", fit_line=True)

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** Make an array called `shoe_slopes` with 1,000 slopes of resamples for guessing `minutes`
# from `shoes`.

# %% [raw]
# # BEGIN SOLUTION

# %%
shoe_slopes = make_array()
for i in np.arange(1000):
    shoe_slopes = np.append(shoe_slopes, resampled_slope("shoes")) # SOLUTION
shoe_slopes

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'shoe_slopes should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_shoe_slopes_is_an_array(shoe_slopes):
    import numpy as np
    assert isinstance(shoe_slopes, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'shoe_slopes should hold 1,000 values.'
""" # END TEST CONFIG
def test_shoe_slopes_length(shoe_slopes):
    assert len(shoe_slopes) == 1000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Call the function anew for each value.'
""" # END TEST CONFIG
def test_shoe_slopes_vary(shoe_slopes):
    assert len(set(shoe_slopes)) > 500

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The values should be slopes for shoes, around the slope of the sample.'
""" # END TEST CONFIG
def test_shoe_slopes_values(shoe_slopes):
    import numpy as np
    assert abs(np.mean(shoe_slopes) - 0.00211) < 0.0013 and 0.0042 < np.std(shoe_slopes) < 0.0064

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3_2
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.2.** Give the names `shoe_left` and `shoe_right` to the ends of the 95 percent confidence
# interval for the slope for shoes.

# %% [raw]
# # BEGIN SOLUTION

# %%
shoe_left = percentile(2.5, shoe_slopes) # SOLUTION
shoe_right = percentile(97.5, shoe_slopes) # SOLUTION
shoe_left, shoe_right

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'shoe_left should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_shoe_left_is_a_number(shoe_left):
    import numbers
    assert isinstance(shoe_left, numbers.Real) and not isinstance(shoe_left, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'shoe_right should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_shoe_right_is_a_number(shoe_right):
    import numbers
    assert isinstance(shoe_right, numbers.Real) and not isinstance(shoe_right, bool)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: '2.5 percent of the slopes should be below the left end.'
""" # END TEST CONFIG
def test_shoe_left_value(shoe_left, shoe_slopes):
    import numpy as np
    assert np.mean(shoe_slopes < shoe_left) < 0.035 and np.mean(shoe_slopes <= shoe_left) > 0.015

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: '2.5 percent of the slopes should be above the right end.'
""" # END TEST CONFIG
def test_shoe_right_value(shoe_right, shoe_slopes):
    import numpy as np
    assert np.mean(shoe_slopes > shoe_right) < 0.035 and np.mean(shoe_slopes >= shoe_right) > 0.015

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3_3
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.3.** Is 0 in the two intervals? Give the names `zero_in_miles` and `zero_in_shoes` to `True` or
# `False`: first for the interval from `left` to `right`, then for the one from `shoe_left` to `shoe_right`.

# %% [raw]
# # BEGIN SOLUTION

# %%
zero_in_miles = left <= 0 <= right # SOLUTION
zero_in_shoes = shoe_left <= 0 <= shoe_right # SOLUTION
zero_in_miles, zero_in_shoes

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'zero_in_miles should be True or False, without quotation marks.'
""" # END TEST CONFIG
def test_zero_in_miles_is_true_or_false(zero_in_miles):
    import numpy as np
    assert isinstance(zero_in_miles, (bool, np.bool_))

# %%
""" # BEGIN TEST CONFIG
failure_message: 'zero_in_shoes should be True or False, without quotation marks.'
""" # END TEST CONFIG
def test_zero_in_shoes_is_true_or_false(zero_in_shoes):
    import numpy as np
    assert isinstance(zero_in_shoes, (bool, np.bool_))

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: '0 is in an interval if its left end is at or below 0, and its right end at or above 0.'
""" # END TEST CONFIG
def test_zero_in_miles_value(zero_in_miles):
    assert not zero_in_miles

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'One end of the interval for shoes is below 0. Where is the other one?'
""" # END TEST CONFIG
def test_zero_in_shoes_value(zero_in_shoes):
    assert zero_in_shoes

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3_4
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.4.** What do you conclude about the shoes? Give the name `shoes_say` to the number of the best
# sentence.
#
# 1. The data speaks against the null hypothesis: expensive shoes make runners faster.
# 2. The data speaks against the null hypothesis: expensive shoes make runners slower.
# 3. The data proves that the price of the shoes has no effect at all.
# 4. The data fits the null hypothesis: we can't tell whether runners with more expensive shoes are faster or
#    slower.

# %% [raw]
# # BEGIN SOLUTION

# %%
shoes_say = 4 # SOLUTION
shoes_say

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'shoes_say should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_shoes_say_is_a_number(shoes_say):
    import numbers
    assert isinstance(shoes_say, numbers.Real) and not isinstance(shoes_say, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'shoes_say should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_shoes_say_is_an_option(shoes_say):
    assert shoes_say in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: '0 is in the interval. What does that mean for the null hypothesis?'
""" # END TEST CONFIG
def test_shoes_say_fits(shoes_say):
    assert shoes_say not in [1, 2]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The interval has other slopes in it, too. So the data is no proof that the slope is 0.'
""" # END TEST CONFIG
def test_shoes_say_value(shoes_say):
    assert shoes_say == 4

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 4: How sure is a guess?

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.1.** Write a function called `height_at` that takes a **table** and a number of **miles**, and
# returns the height of the table's regression line at that number of miles (the guess for `minutes`).

# %% [raw]
# # BEGIN SOLUTION

# %%
def height_at(table, miles):
    """Return the minutes that the line of a table gives for a number of miles."""
    return slope(table, "miles", "minutes") * miles + intercept(table, "miles", "minutes") # SOLUTION

height_at(runners, 15)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'height_at should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_height_at_is_a_function(height_at):
    assert callable(height_at)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'height_at(runners, 15) should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_height_at_is_a_number(height_at, runners):
    import numbers
    assert isinstance(height_at(runners, 15), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Multiply the slope by the miles, and add the intercept.'
""" # END TEST CONFIG
def test_height_at_value(height_at, runners):
    assert abs(height_at(runners, 15) - 28.3451) < 0.005 and abs(height_at(runners, 30) - 26.1851) < 0.005

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function should use the table that it is given.'
""" # END TEST CONFIG
def test_height_at_table(height_at):
    from datascience import Table
    t = Table().with_columns("miles", [10, 20, 30], "minutes", [30, 28, 26])
    assert abs(height_at(t, 15) - 29) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4_2
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.2.** Make an array called `heights` with **1,000** heights at **15 miles**, each of the line of
# a new resample.

# %% [raw]
# # BEGIN SOLUTION

# %%
heights = make_array()
for i in np.arange(1000):
    heights = np.append(heights, height_at(runners.sample(), 15)) # SOLUTION
heights

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'heights should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_heights_is_an_array(heights):
    import numpy as np
    assert isinstance(heights, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'heights should hold 1,000 values.'
""" # END TEST CONFIG
def test_heights_length(heights):
    assert len(heights) == 1000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Make a new resample for each value.'
""" # END TEST CONFIG
def test_heights_vary(heights):
    assert len(set(heights)) > 500

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The values should be heights at 15 miles of resamples with 110 rows.'
""" # END TEST CONFIG
def test_heights_values(heights):
    import numpy as np
    assert abs(np.mean(heights) - 28.3454) < 0.06 and 0.8 * 0.2328 < np.std(heights) < 1.2 * 0.2328

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4_3
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.3.** Write a function called `interval_width` that takes a number of **miles**. It makes
# **300** resamples, finds the heights of their lines at that number of miles, and returns how **wide** the
# middle 95 percent of the heights are (right end minus left end).

# %% [raw]
# # BEGIN SOLUTION

# %%
def interval_width(miles):
    """Return the width of the 95 percent interval for the height of the line."""
    # BEGIN SOLUTION
    heights_there = make_array()
    for i in np.arange(300):
        heights_there = np.append(heights_there, height_at(runners.sample(), miles))
    return percentile(97.5, heights_there) - percentile(2.5, heights_there)
    # END SOLUTION

interval_width(15), interval_width(30)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'interval_width should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_interval_width_is_a_function(interval_width):
    assert callable(interval_width)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'interval_width(15) should be one number above 0. Does the function return its result?'
""" # END TEST CONFIG
def test_interval_width_is_a_number(interval_width):
    import numbers
    width = interval_width(15)
    assert isinstance(width, numbers.Real) and width > 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Make the heights at the miles that are given. The width is the right end minus the left end.'
""" # END TEST CONFIG
def test_interval_width_in_the_middle(interval_width):
    assert abs(interval_width(17) / 0.928 - 1) < 0.3

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Far from the middle, the interval is wider.'
""" # END TEST CONFIG
def test_interval_width_at_the_end(interval_width):
    assert abs(interval_width(33) / 2.082 - 1) < 0.3

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4_4
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.4.** The interval for the height tells about the **average** of all runners with so many miles.
# A **single** runner lies above or below the line. Give the name `single` to the **SD of the residuals** of
# `runners` for the line of `minutes` and `miles`.

# %% [raw]
# # BEGIN SOLUTION

# %%
residuals = runners.column("minutes") - height_at(runners, runners.column("miles")) # SOLUTION
single = np.std(residuals) # SOLUTION
single

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'single should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_single_is_a_number(single):
    import numbers
    assert isinstance(single, numbers.Real) and not isinstance(single, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The SD should be above 0, and smaller than 10 minutes.'
""" # END TEST CONFIG
def test_single_range(single):
    assert 0 < single < 10

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the SD of the times. Subtract the guesses of the line first.'
""" # END TEST CONFIG
def test_single_not_the_sd_of_minutes(single):
    assert abs(single - 2.7431) > 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the guess of the line from the time of each runner, and take the SD.'
""" # END TEST CONFIG
def test_single_value(single):
    assert abs(single - 2.4817) < 0.005

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4_5
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.5.** Suppose you had asked **1,100** runners in place of 110. What would become about **three
# times smaller**? Give the name `smaller` to the number of the best answer.
#
# 1. The slope.
# 2. The width of the interval for the slope, but not the SD of the residuals.
# 3. The SD of the residuals, but not the width of the interval for the slope.
# 4. Both the width of the interval for the slope and the SD of the residuals.

# %% [raw]
# # BEGIN SOLUTION

# %%
smaller = 2 # SOLUTION
smaller

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'smaller should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_smaller_is_a_number(smaller):
    import numbers
    assert isinstance(smaller, numbers.Real) and not isinstance(smaller, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'smaller should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_smaller_is_an_option(smaller):
    assert smaller in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Ten times as much data makes an interval narrower, by the square root of 10.'
""" # END TEST CONFIG
def test_smaller_interval(smaller):
    assert smaller not in [1, 3]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Single runners differ as much as before, however many you ask.'
""" # END TEST CONFIG
def test_smaller_value(smaller):
    assert smaller == 2

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 5: Say it in words
#
# A person reads these answers and looks for clear thinking.

# %% [raw]
# # BEGIN QUESTION
# name: q5_1
# points: 4
# manual: true

# %% [markdown]
# **Question 5.1.** A shop writes: *"In our sample of 110 runners, we found no effect of the price. So it is
# proven that cheap shoes are just as good."* Write **3 to 5 sentences** to the shop: what you did, what
# interval you found for the shoes (say it for **100 dollars** more, with its unit), what follows from it and
# what does not.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# I drew 1,000 resamples of the 110 runners, and found the slope of the line each time. The 95 percent
# interval for the slope goes from about -0.008 to 0.012, so 100 dollars more go along with anything from 0.8
# minutes faster to 1.2 minutes slower. 0 is in it, so our data fits no relation at all. But it also fits
# almost a minute, which runners would care about. So we can't tell, and "proven" is too strong. A larger
# sample would give a narrower interval.
#
# **Rubric (4 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | says how the interval came about: many resamples, and the middle 95 percent of their slopes |
# | 1 | gives the interval for 100 dollars in minutes, about 0.8 faster to 1.2 slower (numbers near that are fine) |
# | 1 | says that 0 is in the interval, so the data fits a slope of 0 |
# | 1 | says that this is no proof, because other slopes fit as well |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q5_2
# points: 3
# manual: true

# %% [markdown]
# **Question 5.2.** A friend trains 5 miles a week and reads your line: *"So if I train 10 miles more, I will
# be 1.4 minutes faster."* Write **2 to 4 sentences**: what does the line say, why may it not hold for your
# friend, and how could one find out whether training is the **cause**?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# The line compares different runners: those with 10 miles more are about 1.4 minutes faster on average. They
# may differ in other ways, too, for instance they may have run for many years or be lighter, and single
# runners are often 2 or 3 minutes off the line. To find the cause, one could let a coin decide who of a group
# trains 10 miles more, and compare both halves after some months.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | says that the line compares different people, on average |
# | 1 | gives a reason why it may not hold for the friend: a confounder, or the large residuals |
# | 1 | proposes an experiment in which chance decides who trains more |

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
