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
# name: lab05
# files:
#   - rain.csv
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
# # Lab 5: Again and again, and by chance
#
# How likely is a dry week? How many buses in a row can be late? A computer can try such things thousands of
# times. You will
#
# 1. make decisions with **if**,
# 2. repeat work with a **for** loop,
# 3. pick things **at random**,
# 4. **simulate**: repeat a random experiment and count, and
# 5. compare what you count with what you can calculate.
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer. Some results
# here are random: they change a little each time you run a cell, and the tests allow for that.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## Part 1: Decide
#
# `if` runs its lines only when a comparison is `True`. `elif` is tried next, and `else` is for all that is left.
# The first one that fits wins.

# %%
def ticket(age):
    """Return the price of a bus ticket in dollars."""
    if age < 5:
        return 0
    elif age < 18:
        return 1
    else:
        return 2.25

ticket(3), ticket(12), ticket(40)

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** The weather service names wet days by their rain: below 0.1 inch is `"light"`, 0.1 inch
# or more but below 0.5 is `"steady"`, and 0.5 inch or more is `"heavy"`. Write a function called
# `rain_name` that takes the inches of a wet day and returns one of the three strings.

# %% [raw]
# # BEGIN SOLUTION

# %%
def rain_name(inches):
    """Return the name of the rain of a wet day."""
    # BEGIN SOLUTION
    if inches < 0.1:
        return "light"
    elif inches < 0.5:
        return "steady"
    else:
        return "heavy"
    # END SOLUTION

rain_name(0.3)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'rain_name should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_rain_name_is_a_function(rain_name):
    assert callable(rain_name)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'rain_name(0.3) should be one of the three strings. Does the function return its result?'
""" # END TEST CONFIG
def test_rain_name_is_known(rain_name):
    assert rain_name(0.3) in ["light", "steady", "heavy"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: '0.02 inch is light, 0.3 inch is steady, and 2 inches are heavy.'
""" # END TEST CONFIG
def test_rain_name_inside(rain_name):
    assert [rain_name(x) for x in [0.02, 0.3, 2]] == ["light", "steady", "heavy"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Look at the ends: exactly 0.1 inch is steady, and exactly 0.5 inch is heavy.'
""" # END TEST CONFIG
def test_rain_name_edges(rain_name):
    assert [rain_name(x) for x in [0.09, 0.1, 0.49, 0.5]] == ["light", "steady", "steady", "heavy"]

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: Repeat
#
# A `for` loop runs its lines once for each value of an array. `np.arange(4)` has the values 0, 1, 2 and 3,
# so it is handy if something should happen 4 times. `np.append(x, value)` is the array `x` with one more
# value at its end.

# %%
squares = make_array()
for number in np.arange(4):
    squares = np.append(squares, number * number)
squares

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** You put 50 dollars into a savings box, and 20 percent more each month than in the month
# before: 50, 60, 72, and so on. Use a `for` loop to make an array called `deposits` with the deposits of
# the first **12** months.

# %% [raw]
# # BEGIN SOLUTION

# %%
deposits = make_array()
deposit = 50
for month in np.arange(12):
    # BEGIN SOLUTION
    deposits = np.append(deposits, deposit)
    deposit = deposit * 1.2
    # END SOLUTION
deposits

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'deposits should be an array, not a single number, a list or a table. Use np.append in the loop.'
""" # END TEST CONFIG
def test_deposits_is_an_array(deposits):
    import numpy as np
    assert isinstance(deposits, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'deposits should hold 12 values.'
""" # END TEST CONFIG
def test_deposits_length(deposits):
    assert len(deposits) == 12

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The first deposit is 50 dollars, and the second is 60.'
""" # END TEST CONFIG
def test_deposits_start(deposits):
    assert abs(deposits[0] - 50) < 0.01 and abs(deposits[1] - 60) < 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each deposit is 1.2 times the one before.'
""" # END TEST CONFIG
def test_deposits_values(deposits):
    expected = [50 * 1.2 ** month for month in range(12)]
    assert all(abs(a - b) < 0.01 for a, b in zip(deposits, expected))

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# The file `rain.csv` has one row for each day of a (made-up) year:
#
# | label | meaning |
# |:--|:--|
# | `month`, `day` | the date |
# | `sky` | `wet` or `dry` |
# | `inches` | inches of rain |

# %%
rain = Table.read_table("rain.csv")
rain.show(5)

# %% [raw]
# # BEGIN QUESTION
# name: q2_2
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.2.** How long was the longest run of **dry days**, one after the other? Use a `for` loop over
# the column `sky` and call the number `longest_dry`.
#
# *Hint:* Count up while days are dry, start again at 0 on a wet day, and keep the largest count.

# %% [raw]
# # BEGIN SOLUTION

# %%
longest_dry = 0
run = 0
for sky in rain.column("sky"):
    # BEGIN SOLUTION
    if sky == "dry":
        run = run + 1
    else:
        run = 0
    longest_dry = max(longest_dry, run)
    # END SOLUTION
longest_dry

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'longest_dry should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_longest_dry_is_a_number(longest_dry):
    import numbers
    assert isinstance(longest_dry, numbers.Real) and not isinstance(longest_dry, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The longest run is a whole number of days, at least 2 and at most 365.'
""" # END TEST CONFIG
def test_longest_dry_range(longest_dry):
    assert 2 <= longest_dry <= 365 and longest_dry == int(longest_dry)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the number of all dry days. Start again at 0 when a day is wet.'
""" # END TEST CONFIG
def test_longest_dry_not_all(longest_dry):
    assert longest_dry != 256

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count dry days in a row, and keep the largest count.'
""" # END TEST CONFIG
def test_longest_dry_value(longest_dry):
    assert longest_dry == 66

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
# **Question 2.3.** How many wet days were light, steady and heavy? Make a table called `rain_names` with
# one row for each of the three names and two columns: the name (call it `name`) and the number of **wet**
# days of the year with that name. Use your function `rain_name` with `apply`.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
wet = rain.where("sky", "wet")
# END SOLUTION
rain_names = wet.with_column("name", wet.apply(rain_name, "inches")).group("name") # SOLUTION
rain_names

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'rain_names should be a table. Start from the table rain and use one of its methods.'
""" # END TEST CONFIG
def test_rain_names_is_a_table(rain_names):
    from datascience import Table
    assert isinstance(rain_names, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'rain_names should have 3 rows and 2 columns.'
""" # END TEST CONFIG
def test_rain_names_shape(rain_names):
    assert rain_names.num_rows == 3 and rain_names.num_columns == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Leave out the dry days: the counts should add up to the number of wet days.'
""" # END TEST CONFIG
def test_rain_names_wet_only(rain_names):
    assert sum(rain_names.column(1)) == 109

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each count should be the number of wet days with that name.'
""" # END TEST CONFIG
def test_rain_names_counts(rain_names):
    counts = dict(zip(rain_names.column("name"), rain_names.column(1)))
    assert counts == {"heavy": 22, "light": 30, "steady": 57}

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: At random
#
# `np.random.choice(x)` picks one value of the array `x` at random; each is equally likely.
# `np.random.choice(x, 5)` picks 5 values; the same one can come again.

# %%
np.random.choice(make_array("heads", "tails"), 5)

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** Make an array called `random_week` with the sky of **7 days**, picked at random from the
# column `sky` of `rain`.

# %% [raw]
# # BEGIN SOLUTION

# %%
random_week = np.random.choice(rain.column("sky"), 7) # SOLUTION
random_week

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'random_week should be an array, not a single number, a list or a table. Use np.random.choice.'
""" # END TEST CONFIG
def test_random_week_is_an_array(random_week):
    import numpy as np
    assert isinstance(random_week, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'random_week should hold 7 values.'
""" # END TEST CONFIG
def test_random_week_length(random_week):
    assert len(random_week) == 7

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each value should be wet or dry.'
""" # END TEST CONFIG
def test_random_week_values(random_week):
    assert all(sky in ["wet", "dry"] for sky in random_week)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The array should hold strings, such as those in the column sky.'
""" # END TEST CONFIG
def test_random_week_strings(random_week):
    assert all(isinstance(sky, str) for sky in random_week)

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
# **Question 3.2.** Write a function called `wet_days` with **no arguments** that picks 7 days at random, as
# above, and returns **how many** of them are wet.

# %% [raw]
# # BEGIN SOLUTION

# %%
def wet_days():
    """Return the number of wet days among 7 that are picked at random."""
    # BEGIN SOLUTION
    week = np.random.choice(rain.column("sky"), 7)
    return np.count_nonzero(week == "wet")
    # END SOLUTION

wet_days()

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'wet_days should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_wet_days_is_a_function(wet_days):
    assert callable(wet_days)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'wet_days() should be a whole number from 0 to 7. Does the function return its result?'
""" # END TEST CONFIG
def test_wet_days_range(wet_days):
    assert all(wet_days() in range(8) for _ in range(20))

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each call should pick new days, so that not all calls return the same number.'
""" # END TEST CONFIG
def test_wet_days_varies(wet_days):
    assert len({int(wet_days()) for _ in range(200)}) > 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'About 3 days in 10 are wet. Count the wet days, not the dry ones, among 7 days of the whole year.'
""" # END TEST CONFIG
def test_wet_days_average(wet_days):
    average = sum(wet_days() for _ in range(2000)) / 2000
    assert 1.85 < average < 2.35

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 4: Simulate
#
# A simulation has three steps: do the random experiment **once**, do it **many times** and keep each result,
# then **look** at the results.

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 4.1.** Make an array called `results` with the results of **2,000** calls of your function
# `wet_days`. Use a `for` loop.

# %% [raw]
# # BEGIN SOLUTION

# %%
results = make_array()
for week in np.arange(2000):
    results = np.append(results, wet_days()) # SOLUTION
results

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'results should be an array, not a single number, a list or a table. Use np.append in the loop.'
""" # END TEST CONFIG
def test_results_is_an_array(results):
    import numpy as np
    assert isinstance(results, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'results should hold 2000 values.'
""" # END TEST CONFIG
def test_results_length(results):
    assert len(results) == 2000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each result should be a number of wet days, from 0 to 7, and not always the same.'
""" # END TEST CONFIG
def test_results_range(results):
    assert set(results) <= set(range(8)) and len(set(results)) > 3

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Call wet_days anew for each result. On average about 2 of 7 days are wet.'
""" # END TEST CONFIG
def test_results_average(results):
    assert 1.85 < sum(results) / 2000 < 2.35

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
Table().with_column("wet days", results).hist("wet days", bins=np.arange(-0.5, 8))

# %% [raw]
# # BEGIN QUESTION
# name: q4_2
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 4.2.** In what **proportion** of your simulated weeks was **no day** wet? Call it `dry_weeks`.

# %% [raw]
# # BEGIN SOLUTION

# %%
dry_weeks = np.count_nonzero(results == 0) / 2000 # SOLUTION
dry_weeks

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'dry_weeks should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_dry_weeks_is_a_number(dry_weeks):
    import numbers
    assert isinstance(dry_weeks, numbers.Real) and not isinstance(dry_weeks, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A proportion is never below 0 or above 1.'
""" # END TEST CONFIG
def test_dry_weeks_range(dry_weeks):
    assert 0 <= dry_weeks <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A week is dry if its number of wet days is 0, not 7.'
""" # END TEST CONFIG
def test_dry_weeks_not_wet(dry_weeks):
    assert dry_weeks > 0.03

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Divide the number of results that are 0 by the number of all results.'
""" # END TEST CONFIG
def test_dry_weeks_value(dry_weeks, results):
    assert abs(dry_weeks - sum(results == 0) / len(results)) < 0.001 and dry_weeks < 0.15

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 5: Calculate
#
# Some chances need no simulation. If two things don't influence each other, the chance that **both** happen is
# the product of their chances. The chance that something does **not** happen is 1 minus the chance that it
# does.

# %% [raw]
# # BEGIN QUESTION
# name: q5_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 5.1.** What is the **exact** chance that all 7 days that you pick at random are dry? Call it
# `exact_dry`, and let Python calculate it from the table. Compare it with `dry_weeks`.
#
# *Hint:* `x ** 7` multiplies seven times the same number.

# %% [raw]
# # BEGIN SOLUTION

# %%
exact_dry = (np.count_nonzero(rain.column("sky") == "dry") / rain.num_rows) ** 7 # SOLUTION
exact_dry

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'exact_dry should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_exact_dry_is_a_number(exact_dry):
    import numbers
    assert isinstance(exact_dry, numbers.Real) and not isinstance(exact_dry, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A chance is never below 0 or above 1.'
""" # END TEST CONFIG
def test_exact_dry_range(exact_dry):
    assert 0 <= exact_dry <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'All 7 days should be dry: the chance is smaller than that of a single dry day.'
""" # END TEST CONFIG
def test_exact_dry_all_days(exact_dry):
    assert exact_dry < 0.3

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Multiply the chance of a dry day seven times with itself.'
""" # END TEST CONFIG
def test_exact_dry_value(exact_dry):
    assert abs(exact_dry - 0.0834891) < 0.0005

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q5_2
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 5.2.** What is the exact chance that **at least one** of 7 such days is **wet**? Call it
# `exact_some_rain`.

# %% [raw]
# # BEGIN SOLUTION

# %%
exact_some_rain = 1 - exact_dry # SOLUTION
exact_some_rain

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'exact_some_rain should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_exact_some_rain_is_a_number(exact_some_rain):
    import numbers
    assert isinstance(exact_some_rain, numbers.Real) and not isinstance(exact_some_rain, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A chance is never below 0 or above 1.'
""" # END TEST CONFIG
def test_exact_some_rain_range(exact_some_rain):
    assert 0 <= exact_some_rain <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'One wet day is enough, so this chance is large.'
""" # END TEST CONFIG
def test_exact_some_rain_large(exact_some_rain):
    assert exact_some_rain > 0.5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'At least one day is wet whenever not all are dry.'
""" # END TEST CONFIG
def test_exact_some_rain_value(exact_some_rain):
    assert abs(exact_some_rain - 0.9165109) < 0.0005

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q5_3
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 5.3.** Now look at **real weeks in a row**: days 1 to 7 of the table, days 2 to 8, and so on up
# to days 359 to 365. Give the name `real_dry` to the **proportion** of these 359 weeks in which all 7 days
# are dry. Use a loop.
#
# *Hint:* `sky[start:start + 7]` is the part of the array `sky` that begins at `start` and has 7 values.

# %% [raw]
# # BEGIN SOLUTION

# %%
sky = rain.column("sky")
dry_count = 0
for start in np.arange(359):
    # BEGIN SOLUTION
    if np.count_nonzero(sky[start:start + 7] == "dry") == 7:
        dry_count = dry_count + 1
    # END SOLUTION
real_dry = dry_count / 359
real_dry

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'real_dry should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_real_dry_is_a_number(real_dry):
    import numbers
    assert isinstance(real_dry, numbers.Real) and not isinstance(real_dry, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A proportion is never below 0 or above 1, and some weeks were dry.'
""" # END TEST CONFIG
def test_real_dry_range(real_dry):
    assert 0 < real_dry <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'All 7 days of a week should be dry, not just some of them.'
""" # END TEST CONFIG
def test_real_dry_all_days(real_dry):
    assert real_dry < 0.6

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the weeks with 7 dry days, and divide by 359.'
""" # END TEST CONFIG
def test_real_dry_value(real_dry):
    assert abs(real_dry - 0.328691) < 0.0005

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 6: Say it in words
#
# A person reads this answer.

# %% [raw]
# # BEGIN QUESTION
# name: q6_1
# points: 3
# manual: true

# %% [markdown]
# **Question 6.1.** Real weeks are dry far more often than the weeks of your simulation. Write **3 or 4
# sentences**: quote the two numbers, say which step of the simulation does not fit real weather, and what a
# better simulation would do.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# About 33 percent of the real weeks were dry, but only about 8 percent of the simulated ones. The
# simulation picks each day on its own, from any part of the year. Real days are not like that: a dry day
# often follows a dry day, and summer is dry for weeks. A better simulation would pick whole weeks, or days
# of one month, or let the chance of rain depend on the day before.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | quotes the proportion of real weeks and that of the simulation (or the exact chance) |
# | 1 | says that the simulation treats days as if they did not influence each other, or as if all months were alike |
# | 1 | names a better way, such as picking 7 days in a row, or a chance that depends on the month or the day before |

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
