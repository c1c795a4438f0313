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
# name: hw09
# files:
#   - power.csv
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
# # Homework 9: Heat, cold and the power bill
#
# A college pays a lot for electricity, and wants to know how much the weather has to do with it. You have
# **240 days** of a (made-up) campus. You will
#
# 1. see what a correlation **misses**,
# 2. fit a **line** to a part of the data, and guess with it,
# 3. find out why the regression line is called **the best**, and
# 4. read the **residuals**, make a better model of two lines, and write about it.
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## The data
#
# | label | meaning |
# |:--|:--|
# | `day` | a number from 1 to 240 |
# | `high` | highest temperature of the day, in degrees Fahrenheit |
# | `people` | people on the campus on that day |
# | `use` | electricity that the campus used, in megawatt-hours |
#
# A megawatt-hour is what 30 homes or so use in a day.

# %%
power = Table.read_table("power.csv")
power.show(5)

# %% [markdown]
# Here are the functions of Lab 9. Use them in this homework.

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
# ## Part 1: What r can't see

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** Give the name `r_all` to the correlation of the temperature (`high`) and the electricity
# (`use`), over all days.

# %% [raw]
# # BEGIN SOLUTION

# %%
r_all = correlation(power, "high", "use") # SOLUTION
r_all

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'r_all should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_r_all_is_a_number(r_all):
    import numbers
    assert isinstance(r_all, numbers.Real) and not isinstance(r_all, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A correlation is never below -1 or above 1.'
""" # END TEST CONFIG
def test_r_all_range(r_all):
    assert -1 <= r_all <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the correlation of two other columns.'
""" # END TEST CONFIG
def test_r_all_columns(r_all):
    assert abs(r_all - (0.06125)) > 0.001 and abs(r_all - (-0.11171)) > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Use the function correlation with the labels high and use.'
""" # END TEST CONFIG
def test_r_all_value(r_all):
    assert abs(r_all - (0.03906)) < 0.0005

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
power.scatter("high", "use")

# %% [raw]
# # BEGIN QUESTION
# name: q1_2
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.2.** Look at r and at the picture. Give the name `reading` to the number of the best sentence.
#
# 1. r is near 0, so the weather does not matter for the electricity.
# 2. r is near 0 because 240 days are too few.
# 3. r is near 0 because the pattern is not a **line**: the use is high in the heat and in the cold.
# 4. r is near 0, so there must be a mistake in the data.

# %% [raw]
# # BEGIN SOLUTION

# %%
reading = 3 # SOLUTION
reading

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'reading should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_reading_is_a_number(reading):
    import numbers
    assert isinstance(reading, numbers.Real) and not isinstance(reading, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'reading should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_reading_is_an_option(reading):
    assert reading in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Cover the left half of the plot, then the right half. Do you see a pattern?'
""" # END TEST CONFIG
def test_reading_sees_a_pattern(reading):
    assert reading not in [1, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'r only measures how close the dots are to a line. The form of these dots is another one.'
""" # END TEST CONFIG
def test_reading_value(reading):
    assert reading == 3

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q1_3
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.3.** Above about 65 degrees, the campus has to be cooled. Make a table called `warm` with all
# days whose highest temperature was **65 degrees or more**.

# %% [raw]
# # BEGIN SOLUTION

# %%
warm = power.where("high", are.above_or_equal_to(65)) # SOLUTION
warm.show(5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'warm should be a table. Start from the table power and use one of its methods.'
""" # END TEST CONFIG
def test_warm_is_a_table(warm):
    from datascience import Table
    assert isinstance(warm, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'warm should have the same columns as power.'
""" # END TEST CONFIG
def test_warm_labels(warm):
    assert list(warm.labels) == ["day", "high", "people", "use"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'No day should be colder than 65 degrees.'
""" # END TEST CONFIG
def test_warm_has_no_cold_days(warm):
    assert min(warm.column("high")) >= 65

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A day with exactly 65 degrees is a warm day, too.'
""" # END TEST CONFIG
def test_warm_rows(warm):
    assert warm.num_rows == 127

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q1_4
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.4.** Give the name `r_warm` to the correlation of `high` and `use` on the warm days.

# %% [raw]
# # BEGIN SOLUTION

# %%
r_warm = correlation(warm, "high", "use") # SOLUTION
r_warm

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'r_warm should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_r_warm_is_a_number(r_warm):
    import numbers
    assert isinstance(r_warm, numbers.Real) and not isinstance(r_warm, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A correlation is never below -1 or above 1.'
""" # END TEST CONFIG
def test_r_warm_range(r_warm):
    assert -1 <= r_warm <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'On warm days alone, the dots are close to a line.'
""" # END TEST CONFIG
def test_r_warm_is_strong(r_warm):
    assert abs(r_warm) > 0.5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Use the function correlation with the table warm.'
""" # END TEST CONFIG
def test_r_warm_value(r_warm):
    assert abs(r_warm - 0.84158) < 0.0005

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: A line for the warm days

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Give the names `warm_slope` and `warm_intercept` to the slope and the intercept of the
# regression line for guessing `use` from `high` on the warm days.

# %% [raw]
# # BEGIN SOLUTION

# %%
warm_slope = slope(warm, "high", "use") # SOLUTION
warm_intercept = intercept(warm, "high", "use") # SOLUTION
warm_slope, warm_intercept

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'warm_slope should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_warm_slope_is_a_number(warm_slope):
    import numbers
    assert isinstance(warm_slope, numbers.Real) and not isinstance(warm_slope, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'warm_intercept should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_warm_intercept_is_a_number(warm_intercept):
    import numbers
    assert isinstance(warm_intercept, numbers.Real) and not isinstance(warm_intercept, bool)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Use the function slope, with the table warm. x is the temperature, and y is the use.'
""" # END TEST CONFIG
def test_warm_slope_value(warm_slope):
    assert abs(warm_slope - 0.20515) < 0.0005

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Use the function intercept, with the table warm. x is the temperature, and y is the use.'
""" # END TEST CONFIG
def test_warm_intercept_value(warm_intercept):
    assert abs(warm_intercept - 4.6652) < 0.005

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
warm.scatter("high", "use", fit_line=True)

# %% [raw]
# # BEGIN QUESTION
# name: q2_2
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.2.** Write a function called `warm_guess` that takes a temperature, and returns the use that
# the line gives for it.

# %% [raw]
# # BEGIN SOLUTION

# %%
def warm_guess(high):
    """Return the use that the line of the warm days gives for a temperature."""
    return warm_slope * high + warm_intercept # SOLUTION

warm_guess(80)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'warm_guess should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_warm_guess_is_a_function(warm_guess):
    assert callable(warm_guess)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'warm_guess(80) should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_warm_guess_is_a_number(warm_guess):
    import numbers
    assert isinstance(warm_guess(80), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Multiply the slope by the temperature, and add the intercept.'
""" # END TEST CONFIG
def test_warm_guess_at_80(warm_guess):
    assert abs(warm_guess(80) - 21.0769) < 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function should use its argument.'
""" # END TEST CONFIG
def test_warm_guess_at_95(warm_guess):
    assert abs(warm_guess(95) - 24.1541) < 0.01

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2_3
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.3.** One day is **10 degrees warmer** than another, and both are warm days. How much **more**
# electricity does the line give for the warmer day, in megawatt-hours? Call it `ten_more`.

# %% [raw]
# # BEGIN SOLUTION

# %%
ten_more = 10 * warm_slope # SOLUTION
ten_more

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'ten_more should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_ten_more_is_a_number(ten_more):
    import numbers
    assert isinstance(ten_more, numbers.Real) and not isinstance(ten_more, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'On a warmer day the campus uses more, so ten_more should be above 0.'
""" # END TEST CONFIG
def test_ten_more_positive(ten_more):
    assert ten_more > 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the use of a whole day. By how much do the guesses for two days differ?'
""" # END TEST CONFIG
def test_ten_more_is_a_difference(ten_more):
    assert ten_more < 5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The slope says how much one degree adds. Ten degrees add ten times as much.'
""" # END TEST CONFIG
def test_ten_more_value(ten_more):
    assert abs(ten_more - 2.0515) < 0.005

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
# **Question 2.4.** Make an array called `residuals` with the residual of each warm day: the real use minus
# the guess.

# %% [raw]
# # BEGIN SOLUTION

# %%
residuals = warm.column("use") - warm_guess(warm.column("high")) # SOLUTION
residuals

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'residuals should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_residuals_is_an_array(residuals):
    import numpy as np
    assert isinstance(residuals, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'residuals should hold 127 values.'
""" # END TEST CONFIG
def test_residuals_length(residuals):
    assert len(residuals) == 127

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the real use minus the guess, not the other way round.'
""" # END TEST CONFIG
def test_residuals_sign(residuals):
    assert not abs(residuals[0] - (-0.0973)) < 0.005

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the guess of the line from the real use of each warm day.'
""" # END TEST CONFIG
def test_residuals_values(residuals):
    assert abs(residuals[0] - (0.0973)) < 0.005 and abs(residuals[126] - (-1.5306)) < 0.005

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# How far off is a typical guess? Residuals above and below 0 cancel. So we **square** them, take the
# **average**, and undo the square with a **root**. The result is called the **root mean square error**. A
# power of 0.5 is a root: `9 ** 0.5` is 3.

# %% [raw]
# # BEGIN QUESTION
# name: q2_5
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.5.** Give the name `error` to the root mean square of `residuals`.

# %% [raw]
# # BEGIN SOLUTION

# %%
error = np.mean(residuals ** 2) ** 0.5 # SOLUTION
error

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'error should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_error_is_a_number(error):
    import numbers
    assert isinstance(error, numbers.Real) and not isinstance(error, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The error should be above 0, and smaller than the largest residual.'
""" # END TEST CONFIG
def test_error_range(error):
    assert 0 < error < 6

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the average of the squares. Take its root.'
""" # END TEST CONFIG
def test_error_has_a_root(error):
    assert abs(error - 1.9120) > 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Square the residuals, take their average, and take the root of that.'
""" # END TEST CONFIG
def test_error_value(error):
    assert abs(error - 1.3827) < 0.005

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2_6
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.6.** Without the temperature, you would guess the **average** use for every warm day. Give the
# name `error_average` to the root mean square error of that.
#
# *Hint:* Make the residuals first: each use minus the average. Or think of a function that does all of it.

# %% [raw]
# # BEGIN SOLUTION

# %%
error_average = np.std(warm.column("use")) # SOLUTION
error_average

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'error_average should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_error_average_is_a_number(error_average):
    import numbers
    assert isinstance(error_average, numbers.Real) and not isinstance(error_average, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The error should be above 0, and smaller than 6.'
""" # END TEST CONFIG
def test_error_average_range(error_average):
    assert 0 < error_average < 6

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The line knows the temperature, so its error is smaller than that of the average.'
""" # END TEST CONFIG
def test_error_average_is_larger(error_average):
    assert error_average > 1.3827 + 0.1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the average from the use of the warm days. Then square, average, root: that is the SD.'
""" # END TEST CONFIG
def test_error_average_value(error_average):
    assert abs(error_average - 2.5600) < 0.005

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: Why the best?
#
# To call a line the best, we must say what is good. Here it is a **small average of the squared residuals**.

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** Write a function called `mean_square` that takes **any** slope and intercept, and returns
# the average of the squared residuals of the **warm** days for that line.

# %% [raw]
# # BEGIN SOLUTION

# %%
def mean_square(any_slope, any_intercept):
    """Return the average squared residual of a line for the warm days."""
    # BEGIN SOLUTION
    guesses = any_slope * warm.column("high") + any_intercept
    return np.mean((warm.column("use") - guesses) ** 2)
    # END SOLUTION

mean_square(0.3, -4)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'mean_square should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_mean_square_is_a_function(mean_square):
    assert callable(mean_square)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'mean_square(0.3, -4) should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_mean_square_is_a_number(mean_square):
    import numbers
    assert isinstance(mean_square(0.3, -4), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Make the guesses of the line with the slope and the intercept that are given. Subtract, square, average.'
""" # END TEST CONFIG
def test_mean_square_of_a_line(mean_square):
    assert abs(mean_square(0.3, -4) - 3.6600) < 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The line with the slope 0 and the intercept 20 gives 20 for each day.'
""" # END TEST CONFIG
def test_mean_square_of_a_level_line(mean_square):
    assert abs(mean_square(0, 20) - 8.8824) < 0.01

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# `minimize(f)` tries arguments for the function `f` until its result can't get smaller, and returns the best
# arguments as an array.

# %% [raw]
# # BEGIN QUESTION
# name: q3_2
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.2.** Give the name `best` to the array that `minimize` finds for your function.

# %% [raw]
# # BEGIN SOLUTION

# %%
best = minimize(mean_square) # SOLUTION
best

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'best should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_best_is_an_array(best):
    import numpy as np
    assert isinstance(best, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'best should hold 2 values.'
""" # END TEST CONFIG
def test_best_length(best):
    assert len(best) == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The first value should be a slope and the second an intercept, with an average square near 1.91.'
""" # END TEST CONFIG
def test_best_is_as_good(best):
    assert abs(best[0] - 0.2051) < 0.02

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The slope and the intercept should be those of the regression line, or very near.'
""" # END TEST CONFIG
def test_best_value(best):
    assert abs(best[0] - 0.2051) < 0.005 and abs(best[1] - 4.6652) < 0.3

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Compare `best` with `warm_slope` and `warm_intercept`. The formulas with r find the best line at once.

# %% [markdown]
# ## Part 4: A better model for all days
#
# What if you use **one** line for all 240 days? Here are its residuals.

# %%
one_line = slope(power, "high", "use") * power.column("high") + intercept(power, "high", "use")
power.with_column("residual", power.column("use") - one_line).scatter("high", "residual")

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.1.** What does this plot of the residuals tell you? Give the name `diagnosis` to the number of
# the best answer.
#
# 1. The residuals lie evenly around 0 everywhere, so one line is a good model.
# 2. The residuals form a curve, so one line is a bad model, and its guesses are too low for hot and for cold
#    days.
# 3. The residuals form a curve, so one line is a bad model, and its guesses are too high for hot and for cold
#    days.
# 4. The average of the residuals is 0, so one line is a good model.

# %% [raw]
# # BEGIN SOLUTION

# %%
diagnosis = 2 # SOLUTION
diagnosis

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'diagnosis should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_diagnosis_is_a_number(diagnosis):
    import numbers
    assert isinstance(diagnosis, numbers.Real) and not isinstance(diagnosis, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'diagnosis should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_diagnosis_is_an_option(diagnosis):
    assert diagnosis in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Residuals of a good line have no form. Which form do these have?'
""" # END TEST CONFIG
def test_diagnosis_sees_the_curve(diagnosis):
    assert diagnosis not in [1, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'On the left and on the right, the residuals are above 0. Then the real use is above the guess.'
""" # END TEST CONFIG
def test_diagnosis_value(diagnosis):
    assert diagnosis == 2

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
# **Question 4.2.** Write a function called `guess` that takes a temperature. At **65 degrees or more** it
# returns the guess of the warm line. **Below**, it returns the guess of the regression line of the **cold**
# days (below 65 degrees), which you have to find first.

# %% [raw]
# # BEGIN SOLUTION

# %%
cold = power.where("high", are.below(65)) # SOLUTION
cold_slope = slope(cold, "high", "use") # SOLUTION
cold_intercept = intercept(cold, "high", "use") # SOLUTION

def guess(high):
    """Return the use that one of two lines gives for a temperature."""
    # BEGIN SOLUTION
    if high >= 65:
        return warm_guess(high)
    return cold_slope * high + cold_intercept
    # END SOLUTION

guess(40), guess(90)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'guess should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_guess_is_a_function(guess):
    assert callable(guess)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'guess(40) and guess(90) should be numbers. Does the function return its result in both cases?'
""" # END TEST CONFIG
def test_guess_is_a_number(guess):
    import numbers
    assert isinstance(guess(40), numbers.Real) and isinstance(guess(90), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'From 65 degrees on, it should be the guess of the warm line. That includes 65 itself.'
""" # END TEST CONFIG
def test_guess_on_warm_days(guess):
    assert abs(guess(90) - 23.1284) < 0.01 and abs(guess(65) - 17.9997) < 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Below 65 degrees, it should be the guess of the line of the cold days.'
""" # END TEST CONFIG
def test_guess_on_cold_days(guess):
    assert abs(guess(40) - 22.6719) < 0.01 and abs(guess(64) - 18.2634) < 0.01

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
# **Question 4.3.** Give the name `error_two` to the root mean square error of your function `guess` over
# **all 240 days**.
#
# *Hint:* `power.apply(guess, "high")` is the array of all guesses.

# %% [raw]
# # BEGIN SOLUTION

# %%
two_residuals = power.column("use") - power.apply(guess, "high") # SOLUTION
error_two = np.mean(two_residuals ** 2) ** 0.5 # SOLUTION
error_two

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'error_two should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_error_two_is_a_number(error_two):
    import numbers
    assert isinstance(error_two, numbers.Real) and not isinstance(error_two, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The error should be above 0, and smaller than 6.'
""" # END TEST CONFIG
def test_error_two_range(error_two):
    assert 0 < error_two < 6

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the error over the warm days. Use all 240 days.'
""" # END TEST CONFIG
def test_error_two_all_days(error_two):
    assert abs(error_two - 1.3827) > 0.005

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the guesses of both lines from the real use of all days. Then square, average, root.'
""" # END TEST CONFIG
def test_error_two_value(error_two):
    assert abs(error_two - 1.3581) < 0.005

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
power.select("high", "use").with_column("guess", power.apply(guess, "high")).scatter("high")

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
# **Question 5.1.** A manager of the college writes: *"The correlation of temperature and electricity is only
# 0.04, so we can forget about the weather."* Answer in **3 to 5 sentences**. Say what r measures, what the
# picture shows, how good your two lines are (compare `error_two` with the SD of `use`, which is 2.44), and
# what the college could do with them.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# r only says how close the dots are to one line. The picture shows a strong pattern of another form: the
# campus uses much electricity in the heat and in the cold, and little in between, so the two halves cancel in
# r. With two lines, our guesses are off by about 1.4 megawatt-hours a day. With the average alone they would
# be off by 2.4. With the forecast for next week, the college can plan how much power to buy.
#
# **Rubric (4 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | says that r measures only how close the dots are to a line |
# | 1 | describes the pattern: a high use in the heat and in the cold, a low one in between |
# | 1 | compares the errors, about 1.4 and 2.4 megawatt-hours |
# | 1 | names a sensible use, such as planning with a forecast, or saving where the lines are steep |

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
# **Question 5.2.** The warm line says that 10 degrees more go along with about 2 megawatt-hours more. Write
# **2 to 4 sentences**: does the heat **cause** the higher use? What speaks for it, what else could play a
# part, and would you use the line for a day with 115 degrees?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# It is plausible that heat causes it, because air conditioning needs electricity. Still, these are days that
# came as they came. Other things may go along with the heat, for instance fewer classes or longer days in
# summer, so the number need not be the effect of the heat alone. Our data ends at 100 degrees. At 115 degrees
# the machines may already run all the time, so I would not use the line there.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | gives a reason for a cause, such as air conditioning |
# | 1 | names something else that may go along with hot days, or says that this is not an experiment |
# | 1 | would not use the line for 115 degrees, because the data ends before that |

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
