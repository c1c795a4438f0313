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
# name: lab09
# files:
#   - cars.csv
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
# # Lab 9: What is this car worth?
#
# You look for a used car. One is 5 years old and costs 14,500 dollars. Is that a good price? In this lab you
# learn from 180 cars for sale how **age** and **price** go together, and use a line to guess. You will
#
# 1. look at the dots, and find a mistake in the data,
# 2. measure with **one number**, the correlation, how close the dots are to a line,
# 3. find the **regression line**, and guess with it, and
# 4. say in words what such a line can do, and what it can't.
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## The cars
#
# The cars and the town are made up. `cars` has one row for each car.
#
# | label | meaning |
# |:--|:--|
# | `car` | a number from 1 to 180 |
# | `age` | years since it was new, from 2 to 12 |
# | `miles` | how far it has been driven, in thousands of miles |
# | `seats` | number of seats |
# | `price` | what the seller asks for, in dollars |

# %%
cars = Table.read_table("cars.csv")
cars.show(5)

# %% [markdown]
# ## Part 1: Look first

# %%
cars.scatter("age", "price")

# %% [markdown]
# One dot is far away from all others. Somebody typed a **zero too many**: no car in this list costs more than
# 30,000 dollars.

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** Make a table called `clean` with all cars of `cars` **but that one**.

# %% [raw]
# # BEGIN SOLUTION

# %%
clean = cars.where("price", are.below(30000)) # SOLUTION
clean.scatter("age", "price")

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'clean should be a table. Start from the table cars and use one of its methods.'
""" # END TEST CONFIG
def test_clean_is_a_table(clean):
    from datascience import Table
    assert isinstance(clean, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'clean should have the same columns as cars.'
""" # END TEST CONFIG
def test_clean_labels(clean):
    assert list(clean.labels) == ["car", "age", "miles", "seats", "price"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The car with the highest price should be gone.'
""" # END TEST CONFIG
def test_clean_without_the_mistake(clean):
    assert max(clean.column("price")) < 30000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'All 179 other cars should still be there, with the prices that they had.'
""" # END TEST CONFIG
def test_clean_keeps_the_others(clean):
    assert clean.num_rows == 179 and abs(sum(clean.column("price")) - 2297500) < 0.5

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q1_2
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 1.2.** What do you see in your scatter plot of `clean`? Give the name `pattern` to the number of
# the best answer.
#
# 1. The dots slope up: older cars cost more.
# 2. The dots slope down, close to a line: older cars cost less.
# 3. The dots slope down along a sharp curve with a turn in the middle.
# 4. No pattern: age and price have nothing to do with each other.

# %% [raw]
# # BEGIN SOLUTION

# %%
pattern = 2 # SOLUTION
pattern

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'pattern should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_pattern_is_a_number(pattern):
    import numbers
    assert isinstance(pattern, numbers.Real) and not isinstance(pattern, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'pattern should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_pattern_is_an_option(pattern):
    assert pattern in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Look at the left side and the right side of the plot. Where are the prices higher?'
""" # END TEST CONFIG
def test_pattern_direction(pattern):
    assert pattern not in [1, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Would a straight line fit well through the middle of the dots?'
""" # END TEST CONFIG
def test_pattern_value(pattern):
    assert pattern == 2

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: One number
#
# To compare years with dollars, we need **standard units**: how many SDs is a value above the average of its
# column? (Below the average, the number is negative.)

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Write a function called `standard_units` that takes an **array** and returns an array:
# each value in standard units.

# %% [raw]
# # BEGIN SOLUTION

# %%
def standard_units(values):
    """Return how many SDs each value is above the average."""
    return (values - np.mean(values)) / np.std(values) # SOLUTION

standard_units(make_array(1, 2, 3, 6))

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'standard_units should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_standard_units_is_a_function(standard_units):
    assert callable(standard_units)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'standard_units of an array with 4 values should be an array with 4 values. Does the function return its result?'
""" # END TEST CONFIG
def test_standard_units_array(standard_units):
    import numpy as np
    result = standard_units(np.array([1.0, 2.0, 3.0, 6.0]))
    assert isinstance(result, np.ndarray) and len(result) == 4

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'In standard units, the average is 0 and the SD is 1.'
""" # END TEST CONFIG
def test_standard_units_average(standard_units):
    import numpy as np
    result = standard_units(np.array([10.0, 20.0, 40.0, 50.0, 30.0]))
    assert abs(np.mean(result)) < 0.0001 and abs(np.std(result) - 1) < 0.0001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the average, then divide by the SD. A value above the average is positive.'
""" # END TEST CONFIG
def test_standard_units_values(standard_units):
    import numpy as np
    assert np.allclose(standard_units(np.array([2.0, 4.0, 6.0, 12.0])), [-1.069, -0.5345, 0, 1.6036], atol=0.001)

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# The **correlation** r is the average of the products, row by row, of the two columns in standard units. It
# is always from -1 to 1. Near 1 or -1, the dots are close to a line.

# %% [raw]
# # BEGIN QUESTION
# name: q2_2
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.2.** Write a function called `correlation` that takes a **table** and the **labels** of two
# columns, and returns r. Use `standard_units`.

# %% [raw]
# # BEGIN SOLUTION

# %%
def correlation(table, x, y):
    """Return the correlation of two columns."""
    # BEGIN SOLUTION
    products = standard_units(table.column(x)) * standard_units(table.column(y))
    return np.mean(products)
    # END SOLUTION

correlation(clean, "age", "miles")

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'correlation should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_correlation_is_a_function(correlation):
    assert callable(correlation)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'correlation of two columns should be one number from -1 to 1.'
""" # END TEST CONFIG
def test_correlation_range(correlation, clean):
    import numbers
    result = correlation(clean, "age", "miles")
    assert isinstance(result, numbers.Real) and -1.0001 <= result <= 1.0001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Dots on a line that goes up have r = 1, and on a line that goes down r = -1.'
""" # END TEST CONFIG
def test_correlation_of_lines(correlation):
    from datascience import Table
    t = Table().with_columns("a", [1, 2, 3, 5], "b", [10, 20, 30, 50], "c", [9, 8, 7, 5])
    assert abs(correlation(t, "a", "b") - 1) < 0.0001 and abs(correlation(t, "a", "c") + 1) < 0.0001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the average of the products of standard units, of the two columns that are asked for.'
""" # END TEST CONFIG
def test_correlation_value(correlation):
    from datascience import Table
    t = Table().with_columns("p", [1, 2, 3, 4], "q", [1, 3, 2, 4], "s", [4, 1, 3, 2])
    assert abs(correlation(t, "p", "q") - 0.8) < 0.0001 and abs(correlation(t, "q", "s") + 0.8) < 0.0001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2_3
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.3.** Give the name `r_age` to the correlation of `age` and `price` in the table `clean`.

# %% [raw]
# # BEGIN SOLUTION

# %%
r_age = correlation(clean, "age", "price") # SOLUTION
r_age

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'r_age should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_r_age_is_a_number(r_age):
    import numbers
    assert isinstance(r_age, numbers.Real) and not isinstance(r_age, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A correlation is never below -1 or above 1.'
""" # END TEST CONFIG
def test_r_age_range(r_age):
    assert -1 <= r_age <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The dots slope down, so r is negative.'
""" # END TEST CONFIG
def test_r_age_sign(r_age):
    assert r_age < 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Use your function with the table clean and the labels age and price.'
""" # END TEST CONFIG
def test_r_age_value(r_age):
    assert abs(r_age - (-0.94799)) < 0.0005

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
# **Question 2.4.** What would r be if you had not looked? Give the name `r_mistake` to the correlation of
# `age` and `price` in the table `cars`, with the mistake in it.

# %% [raw]
# # BEGIN SOLUTION

# %%
r_mistake = correlation(cars, "age", "price") # SOLUTION
r_mistake

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'r_mistake should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_r_mistake_is_a_number(r_mistake):
    import numbers
    assert isinstance(r_mistake, numbers.Real) and not isinstance(r_mistake, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A correlation is never below -1 or above 1.'
""" # END TEST CONFIG
def test_r_mistake_range(r_mistake):
    assert -1 <= r_mistake <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the correlation without the mistake. Use all 180 cars.'
""" # END TEST CONFIG
def test_r_mistake_differs(r_mistake):
    assert abs(r_mistake - (-0.94799)) > 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Use your function with the table cars and the labels age and price.'
""" # END TEST CONFIG
def test_r_mistake_value(r_mistake):
    assert abs(r_mistake - (-0.65822)) < 0.0005

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# One dot of 180 has changed r that much. That is why you look at the picture first.

# %% [raw]
# # BEGIN QUESTION
# name: q2_5
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.5.** A friend writes the prices in **thousands** of dollars, 7.6 in place of 7,600. What
# happens to r? Give the name `thousands` to the number of the best answer. (You may try it in a new cell.)
#
# 1. r is divided by 1,000, like the prices.
# 2. r is multiplied by 1,000.
# 3. r stays the same, because standard units have no unit.
# 4. r changes its sign.

# %% [raw]
# # BEGIN SOLUTION

# %%
thousands = 3 # SOLUTION
thousands

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'thousands should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_thousands_is_a_number(thousands):
    import numbers
    assert isinstance(thousands, numbers.Real) and not isinstance(thousands, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'thousands should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_thousands_is_an_option(thousands):
    assert thousands in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'r is never above 1 or below -1, whatever the unit.'
""" # END TEST CONFIG
def test_thousands_size(thousands):
    assert thousands not in [1, 2]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each price, the average and the SD are divided by the same number. What is left of it in standard units?'
""" # END TEST CONFIG
def test_thousands_value(thousands):
    assert thousands == 3

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: The line
#
# The **regression line** is the best line for guessing the price (y) from the age (x).
#
# > slope = r × SD of y / SD of x
#
# > intercept = average of y − slope × average of x
#
# The guess for a car is then slope × age + intercept.

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** Write a function called `slope` that takes a table and two labels, `x` and `y`, and
# returns the slope of the regression line for guessing `y` from `x`.

# %% [raw]
# # BEGIN SOLUTION

# %%
def slope(table, x, y):
    """Return the slope of the regression line."""
    # BEGIN SOLUTION
    r = correlation(table, x, y)
    return r * np.std(table.column(y)) / np.std(table.column(x))
    # END SOLUTION

slope(clean, "age", "price")

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'slope should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_slope_is_a_function(slope):
    assert callable(slope)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'slope should return one number.'
""" # END TEST CONFIG
def test_slope_is_a_number(slope, clean):
    import numbers
    assert isinstance(slope(clean, "age", "price"), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'If y is always 3 times x plus 7, the slope is 3.'
""" # END TEST CONFIG
def test_slope_of_a_line(slope):
    from datascience import Table
    t = Table().with_columns("x", [1, 2, 4, 7], "y", [10, 13, 19, 28])
    assert abs(slope(t, "x", "y") - 3) < 0.0001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Multiply r by the SD of y, and divide by the SD of x.'
""" # END TEST CONFIG
def test_slope_value(slope):
    from datascience import Table
    t = Table().with_columns("x", [1, 2, 3, 4], "y", [10, 30, 20, 40])
    assert abs(slope(t, "x", "y") - 8) < 0.0001 and abs(slope(t, "y", "x") - 0.08) < 0.0001

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
# **Question 3.2.** Write a function called `intercept` that takes a table and two labels, and returns the
# intercept of the line. Use `slope`.

# %% [raw]
# # BEGIN SOLUTION

# %%
def intercept(table, x, y):
    """Return where the regression line crosses x = 0."""
    return np.mean(table.column(y)) - slope(table, x, y) * np.mean(table.column(x)) # SOLUTION

intercept(clean, "age", "price")

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'intercept should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_intercept_is_a_function(intercept):
    assert callable(intercept)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'intercept should return one number.'
""" # END TEST CONFIG
def test_intercept_is_a_number(intercept, clean):
    import numbers
    assert isinstance(intercept(clean, "age", "price"), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'If y is always 3 times x plus 7, the intercept is 7.'
""" # END TEST CONFIG
def test_intercept_of_a_line(intercept):
    from datascience import Table
    t = Table().with_columns("x", [1, 2, 4, 7], "y", [10, 13, 19, 28])
    assert abs(intercept(t, "x", "y") - 7) < 0.0001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The line goes through the point of both averages.'
""" # END TEST CONFIG
def test_intercept_value(intercept):
    from datascience import Table
    t = Table().with_columns("x", [1, 2, 3, 4], "y", [10, 30, 20, 40])
    assert abs(intercept(t, "x", "y") - 5) < 0.0001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
clean.scatter("age", "price", fit_line=True)

# %% [raw]
# # BEGIN QUESTION
# name: q3_3
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 3.3.** Give the name `guess_5` to the price that the line gives for a car that is **5 years**
# old.

# %% [raw]
# # BEGIN SOLUTION

# %%
guess_5 = slope(clean, "age", "price") * 5 + intercept(clean, "age", "price") # SOLUTION
guess_5

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'guess_5 should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_guess_5_is_a_number(guess_5):
    import numbers
    assert isinstance(guess_5, numbers.Real) and not isinstance(guess_5, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The price should be between that of the cheapest and that of the most expensive car.'
""" # END TEST CONFIG
def test_guess_5_range(guess_5):
    assert 1600 <= guess_5 <= 25250

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the average price of the cars that are 5 years old. Use the line.'
""" # END TEST CONFIG
def test_guess_5_on_the_line(guess_5):
    assert abs(guess_5 - 15608.3333) > 0.5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Multiply the slope by 5 and add the intercept.'
""" # END TEST CONFIG
def test_guess_5_value(guess_5):
    assert abs(guess_5 - 16236.980) < 0.5

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3_4
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 3.4.** What does the slope of about -1,730 mean? Give the name `meaning` to the number of the
# best sentence.
#
# 1. Each car loses exactly 1,730 dollars every year.
# 2. Cars that are one year older cost about 1,730 dollars less, on average.
# 3. A car is 1,730 dollars cheaper for each dollar of its price.
# 4. Age explains 1,730 of all prices.

# %% [raw]
# # BEGIN SOLUTION

# %%
meaning = 2 # SOLUTION
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
failure_message: 'The slope has the unit of y for each unit of x: dollars for each year.'
""" # END TEST CONFIG
def test_meaning_units(meaning):
    assert meaning not in [3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The line compares different cars of our list, on average. It does not follow one car.'
""" # END TEST CONFIG
def test_meaning_value(meaning):
    assert meaning == 2

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# What the line misses is called the **residual**: the real price **minus** the guess of the line.

# %% [raw]
# # BEGIN QUESTION
# name: q3_5
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 3.5.** Make an array called `residuals` with the residual of each car of `clean`, in the order of
# the table.

# %% [raw]
# # BEGIN SOLUTION

# %%
guesses = slope(clean, "age", "price") * clean.column("age") + intercept(clean, "age", "price") # SOLUTION
residuals = clean.column("price") - guesses # SOLUTION
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
failure_message: 'residuals should hold 179 values.'
""" # END TEST CONFIG
def test_residuals_length(residuals):
    assert len(residuals) == 179

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The residuals of a regression line have an average of 0.'
""" # END TEST CONFIG
def test_residuals_average(residuals):
    import numpy as np
    assert abs(np.mean(residuals)) < 0.5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the real price minus the guess, not the other way round.'
""" # END TEST CONFIG
def test_residuals_sign(residuals):
    assert not abs(residuals[0] - (437.557)) < 0.5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Guess the price of each car with the line, and subtract the guess from the price.'
""" # END TEST CONFIG
def test_residuals_values(residuals):
    assert abs(residuals[0] - (-437.557)) < 0.5 and abs(residuals[178] - (-517.441)) < 0.5

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3_6
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 3.6.** Which car is the best **bargain**: farthest **below** the line? Give the name `bargain` to
# its number (its value in the column `car`).
#
# *Hint:* Put the residuals into a new column, and sort.

# %% [raw]
# # BEGIN SOLUTION

# %%
by_residual = clean.with_column("residual", residuals).sort("residual") # SOLUTION
bargain = by_residual.column("car").item(0) # SOLUTION
bargain

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'bargain should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_bargain_is_a_number(bargain):
    import numbers
    assert isinstance(bargain, numbers.Real) and not isinstance(bargain, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The number of a car is a whole number from 1 to 180.'
""" # END TEST CONFIG
def test_bargain_range(bargain):
    assert 1 <= bargain <= 180 and bargain == int(bargain)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A cheap car is no bargain if cars of its age cost little anyway. Use the residuals.'
""" # END TEST CONFIG
def test_bargain_not_cheapest(bargain):
    assert bargain != 88

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Find the car with the smallest residual: the price is far below the guess.'
""" # END TEST CONFIG
def test_bargain_value(bargain):
    assert bargain == 3

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 4: Say it in words
#
# A person reads these answers.

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 3
# manual: true

# %% [markdown]
# **Question 4.1.** Back to the car of the beginning: 5 years old, 14,500 dollars. Write **3 or 4 sentences**
# to a friend who wants to buy it: what does the line say, is the price good, how far off are such guesses
# usually (look at `np.std(residuals)`), and what else should the friend ask about the car?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# Cars of that age cost about 16,200 dollars by our line, so 14,500 is some 1,700 dollars less. But our
# guesses are often off by 1,800 dollars or so, so the price is on the good side and not unusual. The line
# knows only the age. Ask how far the car was driven, and whether it had an accident.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | compares the price with the guess of the line, about 16,200 dollars |
# | 1 | uses the typical size of the residuals, about 1,800 dollars, to say that the difference is not unusual |
# | 1 | names something that the line does not know, such as miles, accidents or the kind of car |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4_2
# points: 3
# manual: true

# %% [markdown]
# **Question 4.2.** What would the line say about a car that is **15 years** old? Try it in a new cell. Write
# **2 or 3 sentences**: what is strange, why does it happen, and for which ages would you use the line?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# The line gives about -1,100 dollars: the seller would have to pay you. Our cars are 2 to 12 years old, and
# the line goes on straight where we have no data, but real prices stop falling at some point. I would use it
# only from 2 to 12 years.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | finds that the guess is below 0, which makes no sense as a price |
# | 1 | says why: there are no such old cars in the data, and the real pattern need not stay a line |
# | 1 | uses the line only in the range of the data, from 2 to 12 years |

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
# 2. Read your answers of Part 4 once more. Would a friend understand them?
# 3. Save the notebook.
# 4. Run the last cell and hand in the zip file the way your instructor asked for.
