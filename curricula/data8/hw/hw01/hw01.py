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
# name: hw01
# files:
#   - heat.csv
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
# # Homework 1: Heat on campus
#
# How much cooler is it under trees? In this homework you work with temperatures from two places on one
# (made-up) campus. You will
#
# 1. calculate with whole **arrays** of numbers at once,
# 2. put arrays and **tables** together,
# 3. compare groups, and
# 4. **write** about what the numbers say, and what they don't.
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer. The last
# question is answered in words; a person reads it.

# %%
from datascience import *
import numpy as np

# %% [markdown]
# ## Part 1: Arrays
#
# An **array** is a row of values of the same kind. `make_array` makes one. Arithmetic with an array
# works on every value at once:

# %%
prices = make_array(4, 10, 2.5)
prices * 2

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** On one July day, somebody read the thermometer on the parking lot four times: 71
# degrees at 9 am, 84 at noon, 93 at 3 pm and 88 at 6 pm (in degrees Fahrenheit, °F). Make an array
# called `readings` with the four temperatures, in the order of the day.

# %% [raw]
# # BEGIN SOLUTION

# %%
readings = make_array(71, 84, 93, 88) # SOLUTION
readings

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'readings should be an array, not a single number, a list or a table. Use make_array.'
""" # END TEST CONFIG
def test_readings_is_an_array(readings):
    import numpy as np
    assert isinstance(readings, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'readings should hold 4 values.'
""" # END TEST CONFIG
def test_readings_length(readings):
    assert len(readings) == 4

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The array should hold the four temperatures, and nothing else.'
""" # END TEST CONFIG
def test_readings_values(readings):
    assert sorted(readings) == [71, 84, 88, 93]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Keep the order of the day: 9 am first, 6 pm last.'
""" # END TEST CONFIG
def test_readings_order(readings):
    assert list(readings) == [71, 84, 93, 88]

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
# **Question 1.2.** Most of the world measures temperature in degrees Celsius (°C). To change °F to °C,
# first subtract 32, then multiply by 5/9. Make an array called `readings_c` with the four readings in °C.
# Use arithmetic on the whole array `readings`.

# %% [raw]
# # BEGIN SOLUTION

# %%
readings_c = (readings - 32) * 5 / 9 # SOLUTION
readings_c

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'readings_c should be an array, not a single number, a list or a table. Do arithmetic with the array readings.'
""" # END TEST CONFIG
def test_readings_c_is_an_array(readings_c):
    import numpy as np
    assert isinstance(readings_c, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'readings_c should hold 4 values.'
""" # END TEST CONFIG
def test_readings_c_length(readings_c):
    assert len(readings_c) == 4

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract 32 before you multiply. Parentheses come first of all.'
""" # END TEST CONFIG
def test_readings_c_order_of_steps(readings_c):
    assert abs(readings_c[0] - (71 - 32 * 5 / 9)) > 0.06

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract 32 from each reading, then multiply by 5/9.'
""" # END TEST CONFIG
def test_readings_c_values(readings_c):
    expected = [21.667, 28.889, 33.889, 31.111]
    assert all(abs(a - b) < 0.06 for a, b in zip(readings_c, expected))

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
# **Question 1.3.** How fast did the lot heat up? `np.diff` takes an array and gives back an array of the
# changes from each value to the next: `np.diff(make_array(5, 7, 4))` is an array of `2` and `-3`. Note
# that it has one value less.
#
# Make an array called `changes` with the changes of `readings`, in °F.

# %% [raw]
# # BEGIN SOLUTION

# %%
changes = np.diff(readings) # SOLUTION
changes

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'changes should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_changes_is_an_array(changes):
    import numpy as np
    assert isinstance(changes, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'changes should hold 3 values.'
""" # END TEST CONFIG
def test_changes_length(changes):
    assert len(changes) == 3

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The lot got hotter from 9 am to noon, so the first change is above 0. After 3 pm it cooled down.'
""" # END TEST CONFIG
def test_changes_signs(changes):
    assert changes[0] > 0 and changes[2] < 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The changes should be those from each reading in degrees Fahrenheit to the next.'
""" # END TEST CONFIG
def test_changes_values(changes):
    assert all(abs(a - b) < 0.01 for a, b in zip(changes, [13, 9, -5]))

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: Arrays and tables
#
# Two thermometers hung on the campus for all of July and August: one over the **parking lot**, one in a
# **grove** of old trees a few minutes' walk away. Each day at 3 pm a student wrote down both temperatures
# and looked at the sky.
#
# | label | meaning |
# |:--|:--|
# | `month` | `July` or `August` |
# | `day` | day of the month |
# | `sky` | `clear` or `cloudy` at 3 pm |
# | `lot` | temperature over the parking lot at 3 pm, °F |
# | `grove` | temperature in the grove at 3 pm, °F |

# %%
heat = Table.read_table("heat.csv")
heat.show(5)

# %% [markdown]
# A column of a table is an array, so you can calculate with columns:
#
# | code | what you get |
# |:--|:--|
# | `t.column("a")` | column `a` as an array |
# | `x - y` | for two arrays of the same length: the differences, value by value |
# | `np.mean(x)` | the average of the array `x` |
# | `np.count_nonzero(x > 3)` | how many values of `x` are above 3 (`>=` means "or equal", `<` means "below") |
# | `t.with_column("b", x)` | a new table: `t` with one more column, called `b`, that holds the array `x` |

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Make an array called `gap` that says for each day **how many degrees hotter** the lot was
# than the grove. (If the grove was hotter, the number is below 0.)

# %% [raw]
# # BEGIN SOLUTION

# %%
gap = heat.column("lot") - heat.column("grove") # SOLUTION
gap

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'gap should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_gap_is_an_array(gap):
    import numpy as np
    assert isinstance(gap, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'gap should hold 62 values.'
""" # END TEST CONFIG
def test_gap_length(gap):
    assert len(gap) == 62

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the temperature of the grove from that of the lot, and not the other way round.'
""" # END TEST CONFIG
def test_gap_direction(gap):
    assert sum(gap) > 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each value should be the lot minus the grove on the same day.'
""" # END TEST CONFIG
def test_gap_values(gap):
    assert abs(sum(gap) - 541) < 0.01 and min(gap) == -4 and max(gap) == 15

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
# **Question 2.2.** On average, how many degrees hotter was the lot than the grove? Call the number
# `average_gap`. Do not round.

# %% [raw]
# # BEGIN SOLUTION

# %%
average_gap = np.mean(gap) # SOLUTION
average_gap

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'average_gap should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_average_gap_is_a_number(average_gap):
    import numbers
    assert isinstance(average_gap, numbers.Real)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The average should lie between the smallest and the largest value of gap.'
""" # END TEST CONFIG
def test_average_gap_range(average_gap, gap):
    assert min(gap) <= average_gap <= max(gap)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Do not round the average.'
""" # END TEST CONFIG
def test_average_gap_not_rounded(average_gap):
    assert average_gap != round(average_gap)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the average over all 62 days of the lot minus the grove.'
""" # END TEST CONFIG
def test_average_gap_value(average_gap):
    assert abs(average_gap - 541 / 62) < 0.01

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
# **Question 2.3.** On how many days was the **grove hotter** than the lot? Call the number
# `grove_hotter_days`, and let Python count. (A day with equal temperatures does not count.)

# %% [raw]
# # BEGIN SOLUTION

# %%
grove_hotter_days = np.count_nonzero(gap < 0) # SOLUTION
grove_hotter_days

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'grove_hotter_days should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_grove_hotter_days_is_a_number(grove_hotter_days):
    import numbers
    assert isinstance(grove_hotter_days, numbers.Real)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A number of days is a whole number from 0 to 62.'
""" # END TEST CONFIG
def test_grove_hotter_days_range(grove_hotter_days):
    assert 0 <= grove_hotter_days <= 62 and grove_hotter_days == int(grove_hotter_days)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Leave out the days on which both places were equally hot.'
""" # END TEST CONFIG
def test_grove_hotter_days_no_ties(grove_hotter_days):
    assert grove_hotter_days != 6

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the days on which gap is below 0.'
""" # END TEST CONFIG
def test_grove_hotter_days_value(grove_hotter_days):
    assert grove_hotter_days == 4

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
# **Question 2.4.** Make a table called `heat_with_gap`: all columns of `heat`, and one more column called
# `gap` that holds the array `gap`.

# %% [raw]
# # BEGIN SOLUTION

# %%
heat_with_gap = heat.with_column("gap", gap) # SOLUTION
heat_with_gap

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'heat_with_gap should be a table. Start from the table heat and use one of its methods.'
""" # END TEST CONFIG
def test_heat_with_gap_is_a_table(heat_with_gap):
    from datascience import Table
    assert isinstance(heat_with_gap, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'heat_with_gap should have 62 rows and 6 columns.'
""" # END TEST CONFIG
def test_heat_with_gap_shape(heat_with_gap):
    assert heat_with_gap.num_rows == 62 and heat_with_gap.num_columns == 6

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The table should have the five columns of heat and a column with the label gap.'
""" # END TEST CONFIG
def test_heat_with_gap_labels(heat_with_gap):
    assert set(heat_with_gap.labels) == {"month", "day", "sky", "lot", "grove", "gap"}

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'In each row, gap should be lot minus grove.'
""" # END TEST CONFIG
def test_heat_with_gap_values(heat_with_gap):
    difference = heat_with_gap.column("lot") - heat_with_gap.column("grove")
    assert list(heat_with_gap.column("gap")) == list(difference)
    assert sum(difference) == 541

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: Compare

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** The college calls a day *hot* if the lot reaches **95 °F or more**. On how many days was
# that so? Call the number `hot_days`, and let Python count.

# %% [raw]
# # BEGIN SOLUTION

# %%
hot_days = np.count_nonzero(heat.column("lot") >= 95) # SOLUTION
hot_days

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'hot_days should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_hot_days_is_a_number(hot_days):
    import numbers
    assert isinstance(hot_days, numbers.Real)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A number of days is a whole number from 0 to 62.'
""" # END TEST CONFIG
def test_hot_days_range(hot_days):
    assert 0 <= hot_days <= 62 and hot_days == int(hot_days)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A day with exactly 95 degrees counts as hot.'
""" # END TEST CONFIG
def test_hot_days_includes_95(hot_days):
    assert hot_days != 20

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the days on which the temperature over the lot is 95 or more.'
""" # END TEST CONFIG
def test_hot_days_value(hot_days):
    assert hot_days == 29

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
# **Question 3.2.** Trees give shade, and shade matters most in sunshine. Make a table called `gap_by_sky`
# with one row for each kind of sky and two columns: the sky and the **average gap**.
#
# *Hint:* Lab 2 did this with periods of the day.

# %% [raw]
# # BEGIN SOLUTION

# %%
gap_by_sky = heat_with_gap.select("sky", "gap").group("sky", np.mean) # SOLUTION
gap_by_sky

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'gap_by_sky should be a table. Start from the table heat_with_gap and use one of its methods.'
""" # END TEST CONFIG
def test_gap_by_sky_is_a_table(gap_by_sky):
    from datascience import Table
    assert isinstance(gap_by_sky, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'gap_by_sky should have one row for clear, one row for cloudy, and only two columns.'
""" # END TEST CONFIG
def test_gap_by_sky_shape(gap_by_sky):
    assert gap_by_sky.num_rows == 2 and gap_by_sky.num_columns == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The first column should hold the kinds of sky: clear and cloudy.'
""" # END TEST CONFIG
def test_gap_by_sky_names(gap_by_sky):
    assert sorted(gap_by_sky.column(0)) == ["clear", "cloudy"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The second column should hold the average of gap for each kind of sky.'
""" # END TEST CONFIG
def test_gap_by_sky_values(gap_by_sky):
    means = dict(zip(gap_by_sky.column(0), gap_by_sky.column(1)))
    assert abs(means["clear"] - 516 / 46) < 0.01 and abs(means["cloudy"] - 25 / 16) < 0.01

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
# **Question 3.3.** By how many degrees is the average gap **larger under a clear sky** than under a cloudy
# sky? Call the number `sky_difference`. Take both averages from a table; do not round.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
clear_gap = gap_by_sky.where("sky", "clear").column("gap mean").item(0)
cloudy_gap = gap_by_sky.where("sky", "cloudy").column("gap mean").item(0)
# END SOLUTION
sky_difference = clear_gap - cloudy_gap # SOLUTION
sky_difference

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'sky_difference should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_sky_difference_is_a_number(sky_difference):
    import numbers
    assert isinstance(sky_difference, numbers.Real)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The gap is larger under a clear sky, so sky_difference should be above 0.'
""" # END TEST CONFIG
def test_sky_difference_positive(sky_difference):
    assert sky_difference > 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This should be the difference of the two averages, not one of them.'
""" # END TEST CONFIG
def test_sky_difference_not_one_average(sky_difference):
    assert abs(sky_difference - 516 / 46) > 0.01 and abs(sky_difference - 25 / 16) > 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the average gap of cloudy days from the average gap of clear days, and do not round.'
""" # END TEST CONFIG
def test_sky_difference_value(sky_difference):
    assert abs(sky_difference - (516 / 46 - 25 / 16)) < 0.01

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 4: Say it in words
#
# Numbers don't speak for themselves. This question has no single right answer. A person reads it and
# looks for clear thinking.

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 4
# manual: true

# %% [markdown]
# **Question 4.1.** The college wants to plant trees along the parking lot. The student newspaper writes:
#
# > *"Trees will make our parking lot 9 degrees cooler every day."*
#
# Does the data support this sentence? Write **3 to 5 sentences** for a reader who has not taken this
# course. Say
#
# - what in the data fits the sentence (quote a number),
# - what in the data does **not** fit it (quote a number), and
# - one thing you would want to measure or know before you believe it, and why.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# Over the 62 days the lot was on average 8.7 °F hotter than the grove at 3 pm, so "9 degrees" is a fair
# way to round the average. But "every day" is wrong: on cloudy days the average gap was only 1.6 °F, and
# on 4 days the grove was the hotter place. The data also compares two different places, not one place
# before and after planting. The grove may be cooler for other reasons, such as soil in place of asphalt,
# or wind, and its trees are old and large. I would want temperatures of the same lot before and after
# planting, or of several lots with and without young trees, at more than one time of day.
#
# **Rubric (4 points, one for each line; points can be given in any order):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | quotes a number that fits, such as the average gap of about 8.7 °F, and connects it with "9 degrees" |
# | 1 | says that "every day" does not fit and quotes a number: 1.6 °F on cloudy days, 4 days with a hotter grove, or a smallest gap of -4 °F |
# | 1 | sees that two places are compared, so that the trees need not be the cause (or: young trees differ from old ones, or: only one summer, one hour of the day, one campus) |
# | 1 | names one useful thing to measure or know **and** says why it would help |
#
# Give no points for grammar. An answer that only repeats numbers earns at most 2. An answer without
# any number earns at most 2.

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
# 2. Read your answer to Question 4.1 once more. Would a friend understand it?
# 3. Save the notebook.
# 4. Run the last cell and hand in the zip file the way your instructor asked for.
