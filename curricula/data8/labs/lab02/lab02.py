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
# name: lab02
# files:
#   - bus_waits.csv
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
# # Lab 2: Ask a table
#
# How long do people wait for the bus, and when is it worst? In Lab 1 the table had ten rows and you
# could find answers by eye. Today it has 240. You will
#
# 1. **sort** a table to find its extremes,
# 2. keep only the rows you need with **where**,
# 3. compare parts of the data with **group**,
# 4. draw a **bar chart** and say what it shows, and what it doesn't.
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## The data
#
# Volunteers stood at one bus stop on 20 weekdays and noted, for each of 240 buses, how long the
# rider who had waited longest had been there. (The data is made up, but it behaves like real data.)
#
# | label | meaning |
# |:--|:--|
# | `week` | week of the count, 1 to 4 |
# | `day` | day of the week |
# | `period` | `Morning`, `Afternoon` or `Evening` |
# | `wait` | waiting time in whole minutes |
# | `riders` | number of people who got on |
#
# Each row is one bus. `show(5)` prints only the first five rows.

# %%
waits = Table.read_table("bus_waits.csv")
waits.show(5)

# %% [markdown]
# ## Part 1: Sort
#
# Remember: a method gives you a **new** table. To keep it, give it a name.

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** Make a table called `longest_first` with all rows and columns of `waits`, in order of
# `wait`, with the **longest** wait at the top.

# %% [raw]
# # BEGIN SOLUTION

# %%
longest_first = waits.sort("wait", descending=True) # SOLUTION
longest_first

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'longest_first should be a table. Start from the table waits and use one of its methods.'
""" # END TEST CONFIG
def test_longest_first_is_a_table(longest_first):
    from datascience import Table
    assert isinstance(longest_first, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'longest_first should keep all 240 rows and all 5 columns.'
""" # END TEST CONFIG
def test_longest_first_shape(longest_first):
    assert longest_first.num_rows == 240 and longest_first.num_columns == 5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Sort by wait, with the largest number at the top.'
""" # END TEST CONFIG
def test_longest_first_order(longest_first):
    numbers = list(longest_first.column("wait"))
    assert numbers == sorted(numbers, reverse=True)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The rows of the table should stay complete, with the same waiting times as in waits.'
""" # END TEST CONFIG
def test_longest_first_rows(longest_first):
    top = longest_first.take([0, 1])
    assert sum(longest_first.column("wait")) == 2176
    assert sorted(top.column("day")) == ["Friday", "Thursday"] and set(top.column("period")) == {"Evening"}

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
# **Question 1.2.** Give the name `longest_wait` to the longest waiting time in the data, as a number of
# minutes. Let Python take it out of a table or an array.
#
# *Reminder:* `t.column("a")` is an array with the values of a column, and `.item(0)` is its first value.

# %% [raw]
# # BEGIN SOLUTION

# %%
longest_wait = longest_first.column("wait").item(0) # SOLUTION
longest_wait

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'longest_wait should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_longest_wait_is_a_number(longest_wait):
    import numbers
    assert isinstance(longest_wait, numbers.Real)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'longest_wait should be one of the values in the column wait.'
""" # END TEST CONFIG
def test_longest_wait_is_in_the_data(longest_wait, waits):
    assert longest_wait in list(waits.column("wait"))

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'That is the shortest wait.'
""" # END TEST CONFIG
def test_longest_wait_not_shortest(longest_wait):
    assert longest_wait > 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Somebody waited longer than that.'
""" # END TEST CONFIG
def test_longest_wait_value(longest_wait):
    assert longest_wait == 23

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: Keep only some rows
#
# `where` takes a label and a condition. The condition can be a value, as in Lab 1, or one of these:
#
# | condition | keeps rows where the value is |
# |:--|:--|
# | `are.above(7)` | more than 7 |
# | `are.below(7)` | less than 7 |
# | `are.above_or_equal_to(7)` | 7 or more |
# | `are.between(3, 7)` | 3 or more, but less than 7 |
#
# To use two conditions, call `where` on the result of `where`:

# %%
waits.where("period", "Morning").where("wait", are.below(3))

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Make a table called `thursday` with only the buses of Thursdays. Keep all columns.

# %% [raw]
# # BEGIN SOLUTION

# %%
thursday = waits.where("day", "Thursday") # SOLUTION
thursday

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'thursday should be a table. Start from the table waits and use one of its methods.'
""" # END TEST CONFIG
def test_thursday_is_a_table(thursday):
    from datascience import Table
    assert isinstance(thursday, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'thursday should have at least one row, but fewer rows than waits, and it should keep all 5 columns.'
""" # END TEST CONFIG
def test_thursday_shape(thursday):
    assert 0 < thursday.num_rows < 240 and thursday.num_columns == 5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Keep only rows where the column day says Thursday.'
""" # END TEST CONFIG
def test_thursday_only_thursdays(thursday):
    assert all(day == "Thursday" for day in thursday.column("day"))

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Some buses of Thursdays are missing.'
""" # END TEST CONFIG
def test_thursday_all_thursdays(thursday):
    assert thursday.num_rows == 48 and sum(thursday.column("wait")) == 540

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
# **Question 2.2.** The bus company promises that nobody waits **more than 15 minutes**. Make a table
# called `broken_promises` with only the buses for which it broke that promise.

# %% [raw]
# # BEGIN SOLUTION

# %%
broken_promises = waits.where("wait", are.above(15)) # SOLUTION
broken_promises

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'broken_promises should be a table. Start from the table waits and use one of its methods.'
""" # END TEST CONFIG
def test_broken_promises_is_a_table(broken_promises):
    from datascience import Table
    assert isinstance(broken_promises, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'broken_promises should have at least one row, but fewer rows than waits, and it should have the column wait.'
""" # END TEST CONFIG
def test_broken_promises_shape(broken_promises):
    assert 0 < broken_promises.num_rows < 240 and "wait" in broken_promises.labels

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A wait of exactly 15 minutes, or less, keeps the promise. Leave those rows out.'
""" # END TEST CONFIG
def test_broken_promises_only_long_waits(broken_promises):
    assert min(broken_promises.column("wait")) > 15

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Some waits of more than 15 minutes are missing.'
""" # END TEST CONFIG
def test_broken_promises_all_long_waits(broken_promises):
    assert broken_promises.num_rows == 21

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
# **Question 2.3.** For what **proportion** of the buses did the company break its promise? A proportion
# is a number from 0 to 1: the number of such buses divided by the number of all buses. Call it
# `proportion_broken`. Let Python count, and do not round.

# %% [raw]
# # BEGIN SOLUTION

# %%
proportion_broken = broken_promises.num_rows / waits.num_rows # SOLUTION
proportion_broken

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'proportion_broken should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_proportion_broken_is_a_number(proportion_broken):
    import numbers
    assert isinstance(proportion_broken, numbers.Real)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A proportion is never below 0 or above 1. One half is 0.5, not 50.'
""" # END TEST CONFIG
def test_proportion_range(proportion_broken):
    assert 0 <= proportion_broken <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Divide by the number of all buses, not by the number of the other buses.'
""" # END TEST CONFIG
def test_proportion_divides_by_all(proportion_broken):
    assert abs(proportion_broken - 21 / 219) > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Divide the number of rows of broken_promises by the number of rows of waits, and do not round.'
""" # END TEST CONFIG
def test_proportion_value(proportion_broken):
    assert abs(proportion_broken - 21 / 240) < 0.001

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
# **Question 2.4.** What was the **average** waiting time on **Thursday evenings**? Call it
# `thursday_evening_wait`.
#
# *Hint:* First make a table with the right rows. `np.mean` takes an array of numbers and gives back
# their average. You may use as many lines as you like.

# %% [raw]
# # BEGIN SOLUTION

# %%
thursday_evening_wait = np.mean(thursday.where("period", "Evening").column("wait")) # SOLUTION
thursday_evening_wait

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'thursday_evening_wait should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_thursday_evening_wait_is_a_number(thursday_evening_wait):
    import numbers
    assert isinstance(thursday_evening_wait, numbers.Real)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'An average lies between the smallest and the largest value in the data.'
""" # END TEST CONFIG
def test_thursday_evening_range(thursday_evening_wait):
    assert 1 <= thursday_evening_wait <= 23

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is an average over too many buses. Use both conditions: the day and the period.'
""" # END TEST CONFIG
def test_thursday_evening_both_conditions(thursday_evening_wait):
    for other in [2176 / 240, 540 / 48, 1006 / 80]:
        assert abs(thursday_evening_wait - other) > 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Keep the rows with day Thursday and period Evening, take the column wait, and use np.mean.'
""" # END TEST CONFIG
def test_thursday_evening_value(thursday_evening_wait):
    assert abs(thursday_evening_wait - 233 / 16) < 0.01

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: Group
#
# `where` looks at one part of the data. `group` looks at all parts at once: it collects the rows that
# have the same value in a column, and makes one row of each collection.
#
# | code | what you get |
# |:--|:--|
# | `t.group("a")` | one row for each different value in column `a`, and how many rows have it |
# | `t.group("a", np.mean)` | one row for each different value in `a`, with the average of every other column |
#
# To get the average of one column only, select the two columns you need first. This cell finds the
# average number of riders in each week:

# %%
waits.select("week", "riders").group("week", np.mean)

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** How many buses are there in the data for each period of the day? Make a table called
# `buses_per_period` with one row for each period and two columns: the period and the count.

# %% [raw]
# # BEGIN SOLUTION

# %%
buses_per_period = waits.group("period") # SOLUTION
buses_per_period

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'buses_per_period should be a table. Start from the table waits and use one of its methods.'
""" # END TEST CONFIG
def test_buses_per_period_is_a_table(buses_per_period):
    from datascience import Table
    assert isinstance(buses_per_period, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'buses_per_period should have one row for each of the three periods, and two columns.'
""" # END TEST CONFIG
def test_buses_per_period_shape(buses_per_period):
    assert buses_per_period.num_rows == 3 and buses_per_period.num_columns == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The first column should hold the names of the periods.'
""" # END TEST CONFIG
def test_buses_per_period_names(buses_per_period):
    assert sorted(buses_per_period.column(0)) == ["Afternoon", "Evening", "Morning"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The second column should say how many rows of waits belong to each period.'
""" # END TEST CONFIG
def test_buses_per_period_counts(buses_per_period):
    counts = dict(zip(buses_per_period.column(0), buses_per_period.column(1)))
    assert counts == {"Morning": 100, "Afternoon": 60, "Evening": 80}

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
# **Question 3.2.** Make a table called `average_waits` with one row for each period and two columns: the
# period and the **average wait** in that period.

# %% [raw]
# # BEGIN SOLUTION

# %%
average_waits = waits.select("period", "wait").group("period", np.mean) # SOLUTION
average_waits

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'average_waits should be a table. Start from the table waits and use one of its methods.'
""" # END TEST CONFIG
def test_average_waits_is_a_table(average_waits):
    from datascience import Table
    assert isinstance(average_waits, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'average_waits should have one row for each of the three periods, and only two columns. Select the columns you need before you group.'
""" # END TEST CONFIG
def test_average_waits_shape(average_waits):
    assert average_waits.num_rows == 3 and average_waits.num_columns == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The first column should hold the names of the periods.'
""" # END TEST CONFIG
def test_average_waits_names(average_waits):
    assert sorted(average_waits.column(0)) == ["Afternoon", "Evening", "Morning"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The second column should hold the average of wait in each period.'
""" # END TEST CONFIG
def test_average_waits_values(average_waits):
    means = dict(zip(average_waits.column(0), average_waits.column(1)))
    assert abs(means["Morning"] - 6.25) < 0.01
    assert abs(means["Afternoon"] - 545 / 60) < 0.01
    assert abs(means["Evening"] - 1006 / 80) < 0.01

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
# **Question 3.3.** In which period do riders wait longest on average? Give the name `worst_period` to the
# name of that period. Let Python find it in `average_waits`: sort that table first.

# %% [raw]
# # BEGIN SOLUTION

# %%
worst_period = average_waits.sort("wait mean", descending=True).column("period").item(0) # SOLUTION
worst_period

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'worst_period should be a piece of text: the name of one period. If you see an array, take out one item of it.'
""" # END TEST CONFIG
def test_worst_period_is_a_string(worst_period):
    assert isinstance(worst_period, str)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'worst_period should be one of the names in the column period, spelled the same way.'
""" # END TEST CONFIG
def test_worst_period_is_a_period(worst_period):
    assert worst_period in ["Morning", "Afternoon", "Evening"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'That is the period with the shortest average wait.'
""" # END TEST CONFIG
def test_worst_period_not_best(worst_period):
    assert worst_period != "Morning"

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'In another period the average wait is longer. Sort average_waits by its second column, largest first.'
""" # END TEST CONFIG
def test_worst_period_value(worst_period):
    assert worst_period == "Evening"

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
# **Question 3.4.** On average, how many minutes **longer** do riders wait in the evening than in the
# morning? Call the number `extra_minutes`. Take both averages from your tables; do not round.
#
# *Hint:* `where` also works on `average_waits`.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
evening = average_waits.where("period", "Evening").column("wait mean").item(0)
morning = average_waits.where("period", "Morning").column("wait mean").item(0)
# END SOLUTION
extra_minutes = evening - morning # SOLUTION
extra_minutes

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'extra_minutes should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_extra_minutes_is_a_number(extra_minutes):
    import numbers
    assert isinstance(extra_minutes, numbers.Real)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'Evening waits are longer, so extra_minutes should be above 0. It should be below the longest wait, too.'
""" # END TEST CONFIG
def test_extra_minutes_range(extra_minutes):
    assert 0 < extra_minutes < 23

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Compare the evening with the morning, not with the afternoon.'
""" # END TEST CONFIG
def test_extra_minutes_right_periods(extra_minutes):
    assert abs(extra_minutes - (1006 / 80 - 545 / 60)) > 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the average wait of the morning from the average wait of the evening, and do not round.'
""" # END TEST CONFIG
def test_extra_minutes_value(extra_minutes):
    assert abs(extra_minutes - (1006 / 80 - 6.25)) < 0.01

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 4: A chart
#
# A bar chart lets a reader compare groups at a glance. `t.barh("a")` draws one bar for each row of `t`:
# column `a` names the bars, and the other column sets their length. Bars are easier to compare if the
# table is sorted first.

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 4.1.** Make a table called `wait_by_day` with one row for each **day of the week** and two
# columns: the day and the average wait. Sort it so that the day with the **longest** average wait comes
# first.
#
# Then draw a bar chart of it in the second cell. (Nothing checks the drawing but your eyes.)

# %% [raw]
# # BEGIN SOLUTION

# %%
wait_by_day = waits.select("day", "wait").group("day", np.mean).sort("wait mean", descending=True) # SOLUTION
wait_by_day

# %%
wait_by_day.barh("day") # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'wait_by_day should be a table. Start from the table waits and use one of its methods.'
""" # END TEST CONFIG
def test_wait_by_day_is_a_table(wait_by_day):
    from datascience import Table
    assert isinstance(wait_by_day, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'wait_by_day should have one row for each of the five weekdays, and only two columns.'
""" # END TEST CONFIG
def test_wait_by_day_shape(wait_by_day):
    assert wait_by_day.num_rows == 5 and wait_by_day.num_columns == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each row should hold a day and the average of wait on that day.'
""" # END TEST CONFIG
def test_wait_by_day_values(wait_by_day):
    means = dict(zip(wait_by_day.column(0), wait_by_day.column(1)))
    assert abs(means["Thursday"] - 540 / 48) < 0.01 and abs(means["Tuesday"] - 359 / 48) < 0.01
    assert abs(means["Monday"] - 446 / 48) < 0.01 and abs(means["Wednesday"] - 402 / 48) < 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Sort by the average wait, with the largest number at the top.'
""" # END TEST CONFIG
def test_wait_by_day_order(wait_by_day):
    assert list(wait_by_day.column(0)) == ["Thursday", "Monday", "Friday", "Wednesday", "Tuesday"]

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
# **Question 4.2.** Which **one** of these statements does your chart support? Set `supported` to its
# number.
#
# 1. Every bus on a Thursday had a longer wait than every bus on a Tuesday.
# 2. In this data, the average wait was longest on Thursdays and shortest on Tuesdays.
# 3. More people ride the bus on Thursdays than on any other day.
# 4. Waits are long on Thursdays because the traffic is bad on Thursdays.

# %% [raw]
# # BEGIN SOLUTION

# %%
supported = 2 # SOLUTION
supported

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'supported should be one whole number, without quotation marks.'
""" # END TEST CONFIG
def test_supported_is_a_number(supported):
    import numbers
    assert isinstance(supported, numbers.Real)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'supported should be 1, 2, 3 or 4.'
""" # END TEST CONFIG
def test_supported_range(supported):
    assert supported in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The chart shows averages. An average says nothing about every single bus.'
""" # END TEST CONFIG
def test_supported_not_every_bus(supported):
    assert supported != 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The chart shows waiting times. It shows neither the number of riders nor the reason for a wait.'
""" # END TEST CONFIG
def test_supported_value(supported):
    assert supported == 2

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## You are done
#
# You went from 240 rows to a sentence that the data supports. Before you hand in:
#
# 1. In the menu, choose **Kernel → Restart Kernel and Run All Cells**. Every cell should run without an
#    error.
# 2. Save the notebook.
# 3. Run the last cell and hand in the zip file the way your instructor asked for.
