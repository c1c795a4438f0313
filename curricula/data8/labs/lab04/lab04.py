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
# name: lab04
# files:
#   - commutes.csv
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
# # Lab 4: Functions and groups
#
# How do students come to class, and how much of their time does it take? You will
#
# 1. write your own **functions**,
# 2. **apply** a function to every row of a table,
# 3. **group** rows by one column and by two,
# 4. make a **pivot** table, and
# 5. say in words what a table shows.
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## Part 1: Your own functions
#
# You have called many functions that others wrote. Now you write some. This cell **defines** a function:

# %%
def double(x):
    """Return two times x."""
    return 2 * x

double(7)

# %% [markdown]
# - The first line has the word `def`, the **name** of the function, and in parentheses the names of its
#   **arguments**. It ends with a colon.
# - The lines below are the **body**. All of them start four spaces further to the right.
# - The text in the three quotation marks says what the function does. It is for people.
# - `return` gives the value back. Don't use `print` for that: what is printed can't be used any more.
#
# The body runs only when you **call** the function. Each call has its own argument.

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** Most of the world measures distances in kilometers. One mile is 1.609 kilometers. Write
# a function called `kilometers` that takes a number of miles and returns the same distance in kilometers.
# Do not round.

# %% [raw]
# # BEGIN SOLUTION

# %%
def kilometers(miles):
    """Return the distance in kilometers."""
    return miles * 1.609 # SOLUTION

kilometers(10)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'kilometers should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_kilometers_is_a_function(kilometers):
    assert callable(kilometers)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'kilometers(10) should be a number a bit above 16. Does the function return its result?'
""" # END TEST CONFIG
def test_kilometers_of_ten(kilometers):
    value = kilometers(10)
    assert value is not None and 16 <= value < 16.2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function should use its argument, so that it works for every distance.'
""" # END TEST CONFIG
def test_kilometers_of_others(kilometers):
    assert abs(kilometers(1) - 1.609) < 0.001 and abs(kilometers(26.2) - 42.1558) < 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A distance of 0 miles is 0 kilometers, and half a mile is 0.8045 kilometers. Do not round.'
""" # END TEST CONFIG
def test_kilometers_small(kilometers):
    assert abs(kilometers(0)) < 0.001 and abs(kilometers(0.5) - 0.8045) < 0.0001

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
# **Question 1.2.** Write a function called `speed` that takes a distance in **miles** and a time in
# **minutes**, in this order, and returns the speed in **miles per hour**.
#
# *Hint:* How many hours are the minutes? 3 miles in 20 minutes are 9 miles per hour.

# %% [raw]
# # BEGIN SOLUTION

# %%
def speed(miles, minutes):
    """Return the speed in miles per hour."""
    return miles / (minutes / 60) # SOLUTION

speed(3, 20)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'speed should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_speed_is_a_function(speed):
    assert callable(speed)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'speed(3, 20) should be a number. Does the function return its result?'
""" # END TEST CONFIG
def test_speed_is_a_number(speed):
    import numbers
    assert isinstance(speed(3, 20), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: '3 miles in 20 minutes are 9 miles per hour, and 10 miles in 60 minutes are 10 miles per hour.'
""" # END TEST CONFIG
def test_speed_examples(speed):
    assert abs(speed(3, 20) - 9) < 0.001 and abs(speed(10, 60) - 10) < 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The first argument is the distance, the second is the time. The function should use both.'
""" # END TEST CONFIG
def test_speed_order(speed):
    assert abs(speed(1, 30) - 2) < 0.001 and abs(speed(30, 15) - 120) < 0.001

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
# **Question 1.3.** An argument can be an array, too. Write a function called `spread` that takes an array
# of numbers and returns the difference between its **largest** and its **smallest** value.

# %% [raw]
# # BEGIN SOLUTION

# %%
def spread(values):
    """Return the difference between the largest and the smallest value."""
    return max(values) - min(values) # SOLUTION

spread(make_array(4, 9, 2, 7))

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'spread should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_spread_is_a_function(spread):
    assert callable(spread)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'spread of an array should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_spread_is_a_number(spread):
    import numbers
    import numpy as np
    assert isinstance(spread(np.array([4, 9, 2, 7])), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The largest minus the smallest value of 4, 9, 2, 7 is 7.'
""" # END TEST CONFIG
def test_spread_example(spread):
    import numpy as np
    assert spread(np.array([4, 9, 2, 7])) == 7

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The order of the values makes no difference, and equal values have a spread of 0.'
""" # END TEST CONFIG
def test_spread_any_order(spread):
    import numpy as np
    assert spread(np.array([5, 1, 3])) == 4 and spread(np.array([6, 6])) == 0 and spread(np.array([-2, 3])) == 5

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: A function for every row
#
# A made-up college asked 300 students how they come to class.
#
# | label | meaning |
# |:--|:--|
# | `campus` | where the student's classes are: `North` or `South` |
# | `mode` | `Bike`, `Bus`, `Car` or `Walk` |
# | `miles` | distance from home to campus |
# | `minutes` | time for one way, from door to door |
# | `days` | days on campus in a week |

# %%
commutes = Table.read_table("commutes.csv")
commutes.show(5)

# %% [markdown]
# `t.apply(f, "a")` calls the function `f` once for each row, with the value of column `a`. You get an array of
# the results. With two labels, `f` gets two arguments. Write the name of the function without parentheses: you
# hand over the function itself. This finds each distance in yards:

# %%
def yards(miles):
    """Return the distance in yards."""
    return miles * 1760

commutes.apply(yards, "miles")

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Make an array called `speeds` with the speed of each student's way in miles per hour.
# Use `apply` and your function `speed`.

# %% [raw]
# # BEGIN SOLUTION

# %%
speeds = commutes.apply(speed, "miles", "minutes") # SOLUTION
speeds

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'speeds should be an array, not a single number, a list or a table. Use apply.'
""" # END TEST CONFIG
def test_speeds_is_an_array(speeds):
    import numpy as np
    assert isinstance(speeds, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'speeds should hold 300 values.'
""" # END TEST CONFIG
def test_speeds_length(speeds):
    assert len(speeds) == 300

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function speed takes the miles first, and the minutes second.'
""" # END TEST CONFIG
def test_speeds_order(speeds):
    assert max(speeds) < 70

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each value should be the speed of one row of commutes.'
""" # END TEST CONFIG
def test_speeds_values(speeds):
    assert abs(speeds[0] - 6.75) < 0.001 and abs(sum(speeds) - 3868.272) < 0.1

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
# **Question 2.2.** Write a function called `weekly_hours` that takes the **minutes** for one way and the
# number of **days** on campus, and returns the **hours** that a student spends on the way in a week. (Each
# day has two ways: there and back.) Then make a table called `with_hours`: all columns of `commutes`, and
# one more called `hours` with the weekly hours of each student.

# %% [raw]
# # BEGIN SOLUTION

# %%
def weekly_hours(minutes, days):
    """Return the hours on the way in one week."""
    return 2 * minutes * days / 60 # SOLUTION

with_hours = commutes.with_column("hours", commutes.apply(weekly_hours, "minutes", "days")) # SOLUTION
with_hours.show(5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'weekly_hours should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_weekly_hours_is_a_function(weekly_hours):
    assert callable(weekly_hours)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'with_hours should have 300 rows and 6 columns.'
""" # END TEST CONFIG
def test_with_hours_shape(with_hours):
    assert with_hours.num_rows == 300 and with_hours.num_columns == 6

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: '15 minutes on 4 days are 2 hours in a week: there are two ways a day.'
""" # END TEST CONFIG
def test_weekly_hours_example(weekly_hours):
    assert abs(weekly_hours(15, 4) - 2) < 0.001 and abs(weekly_hours(30, 1) - 1) < 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The column hours should hold the weekly hours of each student.'
""" # END TEST CONFIG
def test_with_hours_values(with_hours):
    expected = 2 * with_hours.column("minutes") * with_hours.column("days") / 60
    assert all(abs(a - b) < 0.001 for a, b in zip(with_hours.column("hours"), expected))
    assert sum(with_hours.column("minutes")) == 11100

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: Groups
#
# | code | what you get |
# |:--|:--|
# | `t.group("a")` | one row for each different value of `a`, and how many rows have it |
# | `t.group("a", f)` | the same, and the function `f` of every other column in place of the count |
# | `t.group(["a", "b"])` | one row for each **pair** of values of `a` and `b` that is in the table |
#
# `f` can be `np.mean`, `sum`, `max`, or a function that you wrote yourself.

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** Make a table called `hours_by_mode` with one row for each mode and two columns: the mode
# and the **average** of `hours`.

# %% [raw]
# # BEGIN SOLUTION

# %%
hours_by_mode = with_hours.select("mode", "hours").group("mode", np.mean) # SOLUTION
hours_by_mode

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'hours_by_mode should be a table. Start from the table with_hours and use one of its methods.'
""" # END TEST CONFIG
def test_hours_by_mode_is_a_table(hours_by_mode):
    from datascience import Table
    assert isinstance(hours_by_mode, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'hours_by_mode should have 4 rows and 2 columns. Select the columns you need before you group.'
""" # END TEST CONFIG
def test_hours_by_mode_shape(hours_by_mode):
    assert hours_by_mode.num_rows == 4 and hours_by_mode.num_columns == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The first column should hold the four modes.'
""" # END TEST CONFIG
def test_hours_by_mode_names(hours_by_mode):
    assert sorted(hours_by_mode.column(0)) == ["Bike", "Bus", "Car", "Walk"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The second column should be the average of hours for each mode.'
""" # END TEST CONFIG
def test_hours_by_mode_values(hours_by_mode):
    means = dict(zip(hours_by_mode.column(0), hours_by_mode.column(1)))
    assert abs(means["Bus"] - 5.03584) < 0.001
    assert abs(means["Walk"] - 2.63077) < 0.001

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
# **Question 3.2.** Averages hide differences. Make a table called `spread_by_mode` with one row for each
# mode and two columns: the mode and the **spread** of `minutes`. Use your function `spread` from Question
# 1.3.

# %% [raw]
# # BEGIN SOLUTION

# %%
spread_by_mode = commutes.select("mode", "minutes").group("mode", spread) # SOLUTION
spread_by_mode

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'spread_by_mode should be a table. Start from the table commutes and use one of its methods.'
""" # END TEST CONFIG
def test_spread_by_mode_is_a_table(spread_by_mode):
    from datascience import Table
    assert isinstance(spread_by_mode, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'spread_by_mode should have 4 rows and 2 columns. Select the columns you need before you group.'
""" # END TEST CONFIG
def test_spread_by_mode_shape(spread_by_mode):
    assert spread_by_mode.num_rows == 4 and spread_by_mode.num_columns == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the largest or the average number of minutes. Hand over your own function to group.'
""" # END TEST CONFIG
def test_spread_by_mode_not_max(spread_by_mode):
    values = dict(zip(spread_by_mode.column(0), spread_by_mode.column(1)))
    assert values["Bus"] != 113

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The second column should be the largest minus the smallest number of minutes of each mode.'
""" # END TEST CONFIG
def test_spread_by_mode_values(spread_by_mode):
    values = dict(zip(spread_by_mode.column(0), spread_by_mode.column(1)))
    assert values == {"Bike": 27, "Bus": 96, "Car": 74, "Walk": 111}

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3_3
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 3.3.** Make a table called `campus_and_mode` with one row for each **pair** of campus and mode, and
# three columns: the campus, the mode, and the number of students.

# %% [raw]
# # BEGIN SOLUTION

# %%
campus_and_mode = commutes.group(["campus", "mode"]) # SOLUTION
campus_and_mode

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'campus_and_mode should be a table. Start from the table commutes and use one of its methods.'
""" # END TEST CONFIG
def test_campus_and_mode_is_a_table(campus_and_mode):
    from datascience import Table
    assert isinstance(campus_and_mode, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'campus_and_mode should have 8 rows and 3 columns.'
""" # END TEST CONFIG
def test_campus_and_mode_shape(campus_and_mode):
    assert campus_and_mode.num_rows == 8 and campus_and_mode.num_columns == 3

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The first two columns should hold each pair of campus and mode once.'
""" # END TEST CONFIG
def test_campus_and_mode_pairs(campus_and_mode):
    pairs = set(zip(campus_and_mode.column("campus"), campus_and_mode.column("mode")))
    assert len(pairs) == 8

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The third column should count the students of each pair.'
""" # END TEST CONFIG
def test_campus_and_mode_counts(campus_and_mode):
    rows = zip(*[campus_and_mode.column(i) for i in range(3)])
    counts = {(campus, mode): count for campus, mode, count in rows}
    assert counts[("North", "Walk")] == 37 and counts[("South", "Bus")] == 21

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 4: Pivot tables
#
# Pairs are easier to read in a grid. `t.pivot("a", "b")` counts the rows for each pair. It makes one **column**
# for each value of `a` and one **row** for each value of `b`. With two more arguments, `t.pivot("a", "b", "c",
# f)` fills the grid with the function `f` of column `c`.

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 4.1.** Make a pivot table called `mode_grid` of the counts, with one **row for each campus**
# and one **column for each mode** (after the column `campus`).

# %% [raw]
# # BEGIN SOLUTION

# %%
mode_grid = commutes.pivot("mode", "campus") # SOLUTION
mode_grid

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'mode_grid should be a table. Start from the table commutes and use one of its methods.'
""" # END TEST CONFIG
def test_mode_grid_is_a_table(mode_grid):
    from datascience import Table
    assert isinstance(mode_grid, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'mode_grid should have a column for each of the four modes.'
""" # END TEST CONFIG
def test_mode_grid_labels(mode_grid):
    assert {"Bike", "Bus", "Car", "Walk"} <= set(mode_grid.labels)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'There should be one row for each campus.'
""" # END TEST CONFIG
def test_mode_grid_rows(mode_grid):
    assert mode_grid.num_rows == 2 and sorted(mode_grid.column("campus")) == ["North", "South"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each number should count the students of that campus and mode.'
""" # END TEST CONFIG
def test_mode_grid_counts(mode_grid):
    bus = dict(zip(mode_grid.column("campus"), mode_grid.column("Bus")))
    car = dict(zip(mode_grid.column("campus"), mode_grid.column("Car")))
    assert bus == {"North": 72, "South": 21}
    assert car == {"North": 74, "South": 69}

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
# **Question 4.2.** What **proportion** of the students on the **South** campus come by **car**? Call it
# `south_car`. Let Python work it out from your tables, and do not round.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
south = commutes.where("campus", "South")
# END SOLUTION
south_car = south.where("mode", "Car").num_rows / south.num_rows # SOLUTION
south_car

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'south_car should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_south_car_is_a_number(south_car):
    import numbers
    assert isinstance(south_car, numbers.Real) and not isinstance(south_car, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A proportion is never below 0 or above 1. One half is 0.5, not 50.'
""" # END TEST CONFIG
def test_south_car_range(south_car):
    assert 0 <= south_car <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Divide by the number of students on the South campus. This divides by all students, or by all who drive.'
""" # END TEST CONFIG
def test_south_car_of_what(south_car):
    assert abs(south_car - 0.23) > 0.001 and abs(south_car - 0.48252) > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Divide the number of South students who come by car by the number of all South students.'
""" # END TEST CONFIG
def test_south_car_value(south_car):
    assert abs(south_car - 0.71875) < 0.0005

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
# **Question 4.3.** Make a pivot table called `minutes_grid` with one **row for each mode**, one **column
# for each campus**, and the **average minutes** of one way in the grid.

# %% [raw]
# # BEGIN SOLUTION

# %%
minutes_grid = commutes.pivot("campus", "mode", "minutes", np.mean) # SOLUTION
minutes_grid

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'minutes_grid should be a table. Start from the table commutes and use one of its methods.'
""" # END TEST CONFIG
def test_minutes_grid_is_a_table(minutes_grid):
    from datascience import Table
    assert isinstance(minutes_grid, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'minutes_grid should have 4 rows and 3 columns. One row for each mode; the columns are mode, North and South.'
""" # END TEST CONFIG
def test_minutes_grid_shape(minutes_grid):
    assert minutes_grid.num_rows == 4 and minutes_grid.num_columns == 3

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The grid should hold averages, not counts or sums.'
""" # END TEST CONFIG
def test_minutes_grid_averages(minutes_grid):
    assert all(5 < value < 90 for value in minutes_grid.column("North"))

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each number should be the average of minutes of that mode and campus.'
""" # END TEST CONFIG
def test_minutes_grid_values(minutes_grid):
    north = dict(zip(minutes_grid.column("mode"), minutes_grid.column("North")))
    south = dict(zip(minutes_grid.column("mode"), minutes_grid.column("South")))
    assert abs(north["Bus"] - 43.6667) < 0.01
    assert abs(south["Car"] - 39.4638) < 0.01

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 5: Say it in words
#
# A person reads this answer.

# %% [raw]
# # BEGIN QUESTION
# name: q5_1
# points: 3
# manual: true

# %% [markdown]
# **Question 5.1.** The average bus ride takes about 44 minutes, the average car ride about
# 39. A student says: *"If I take the bus instead of my car, I lose
# 5 minutes."*
# Write **3 or 4 sentences**: what do the two averages compare, why may the sentence be wrong for this student,
# and which comparison would be fairer? Quote at least one number from a table; the column `miles` may help.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# The averages compare two groups of people who live at different distances: drivers live on average 12.7
# miles from campus, and bus riders only 6.6. So the driver's own way is probably longer than the usual bus
# ride, and on that way the bus would take more than a few extra minutes. It would be fairer to compare bus
# and car for students who live about equally far away.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | says that the two averages are of different people, who live at different distances (or: differ in other ways) |
# | 1 | quotes a number, such as the average miles of drivers and bus riders |
# | 1 | names a fairer comparison: the same distance, the same students, or the same part of town |

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
