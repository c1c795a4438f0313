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
# name: hw02
# files:
#   - sleep.csv
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
# # Homework 2: Sleep, work and classes
#
# Do students who work more sleep less? In this homework you study the week of 250 (made-up) students. You
# will
#
# 1. write **functions** and **apply** them,
# 2. read a **histogram** and a **scatter plot**,
# 3. compare **groups**, one column or two at a time, and
# 4. **write** about what the numbers say, and what they don't.
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
# | `program` | one of six programs |
# | `units` | units of classes this term |
# | `work` | hours of paid work in a usual week |
# | `sleep` | hours of sleep in a usual night, to the nearest half hour |
# | `coffee` | cups of coffee on a usual day |

# %%
students = Table.read_table("sleep.csv")
students.show(5)

# %% [markdown]
# ## Part 1: Functions

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** A usual rule says that each unit means 3 hours of work for college in a week: 1 in class
# and 2 outside. Write a function called `busy_hours` that takes a number of **units** and a number of hours
# of **paid work**, in this order, and returns the hours of college and paid work together in one week.

# %% [raw]
# # BEGIN SOLUTION

# %%
def busy_hours(units, work):
    """Return the hours of college and paid work in a week."""
    return 3 * units + work # SOLUTION

busy_hours(12, 20)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'busy_hours should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_busy_hours_is_a_function(busy_hours):
    assert callable(busy_hours)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'busy_hours(12, 20) should be a number. Does the function return its result?'
""" # END TEST CONFIG
def test_busy_hours_is_a_number(busy_hours):
    import numbers
    assert isinstance(busy_hours(12, 20), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: '12 units are 36 hours. With 20 hours of paid work that makes 56.'
""" # END TEST CONFIG
def test_busy_hours_example(busy_hours):
    assert abs(busy_hours(12, 20) - 56) < 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Only the units count three times. The function should use both arguments.'
""" # END TEST CONFIG
def test_busy_hours_others(busy_hours):
    assert abs(busy_hours(0, 15) - 15) < 0.001 and abs(busy_hours(9, 0) - 27) < 0.001

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
# **Question 1.2.** Make a table called `with_busy`: all columns of `students`, and one more column called
# `busy` with the busy hours of each student. Use `apply` with your function, or arithmetic with columns.

# %% [raw]
# # BEGIN SOLUTION

# %%
with_busy = students.with_column("busy", students.apply(busy_hours, "units", "work")) # SOLUTION
with_busy.show(5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'with_busy should be a table. Start from the table students and use one of its methods.'
""" # END TEST CONFIG
def test_with_busy_is_a_table(with_busy):
    from datascience import Table
    assert isinstance(with_busy, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'with_busy should have 250 rows and 6 columns.'
""" # END TEST CONFIG
def test_with_busy_shape(with_busy):
    assert with_busy.num_rows == 250 and with_busy.num_columns == 6

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The new column should be called busy, and all columns of students should still be there.'
""" # END TEST CONFIG
def test_with_busy_labels(with_busy):
    assert set(with_busy.labels) == {"program", "units", "work", "sleep", "coffee", "busy"}

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'In each row, busy should be three times the units plus the hours of paid work.'
""" # END TEST CONFIG
def test_with_busy_values(with_busy):
    expected = 3 * with_busy.column("units") + with_busy.column("work")
    assert all(abs(a - b) < 0.001 for a, b in zip(with_busy.column("busy"), expected))
    assert sum(with_busy.column("units")) == 2235

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q1_3
# points: 2

# %% [markdown]
# **Question 1.3.** Give the name `most_busy` to the **largest** value of `busy`, and `free_share` to the
# **proportion** of the 168 hours of a week that this student has left for everything else, sleep included.
# Do not round.

# %% [raw]
# # BEGIN SOLUTION

# %%
most_busy = max(with_busy.column("busy")) # SOLUTION
free_share = (168 - most_busy) / 168 # SOLUTION
most_busy, free_share

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0
failure_message: 'most_busy should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_most_busy_is_a_number(most_busy):
    import numbers
    assert isinstance(most_busy, numbers.Real) and not isinstance(most_busy, bool)

# %%
""" # BEGIN TEST CONFIG
points: 0
failure_message: 'free_share should be a proportion: a number from 0 to 1.'
""" # END TEST CONFIG
def test_free_share_range(free_share):
    assert 0 <= free_share <= 1

# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'most_busy should be the largest value in the column busy.'
""" # END TEST CONFIG
def test_most_busy_value(most_busy):
    assert abs(most_busy - 88) < 0.001

# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'Subtract the busy hours from 168, and divide what is left by 168.'
""" # END TEST CONFIG
def test_free_share_value(free_share):
    assert abs(free_share - 0.47619) < 0.0005

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: Charts

# %%
students.hist("sleep", bins=np.arange(5, 11, 1), unit="hour")

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** The histogram has bins of one hour: 5 or more but less than 6, and so on. **What
# percent** of the students sleep 7 hours or more, but less than 8? Call it `seven_percent` and let Python
# work it out from the table. Then compare it with the bar.

# %% [raw]
# # BEGIN SOLUTION

# %%
seven_percent = students.where("sleep", are.between(7, 8)).num_rows / students.num_rows * 100 # SOLUTION
seven_percent

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'seven_percent should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_seven_percent_is_a_number(seven_percent):
    import numbers
    assert isinstance(seven_percent, numbers.Real) and not isinstance(seven_percent, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'Percent means a number from 0 to 100.'
""" # END TEST CONFIG
def test_seven_percent_range(seven_percent):
    assert 1 < seven_percent <= 100

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A bin has its left end in it, but not its right end: 7 hours count and 8 hours do not.'
""" # END TEST CONFIG
def test_seven_percent_ends(seven_percent):
    for count in [152, 57]:
        assert abs(seven_percent - count / 250 * 100) > 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the students from 7 up to but not including 8 hours, divide by 250, and multiply by 100.'
""" # END TEST CONFIG
def test_seven_percent_value(seven_percent):
    assert abs(seven_percent - 42.0) < 0.01

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
# **Question 2.2.** Somebody draws the same data with **two** bins: from 5 to 7 hours, and from 7 to 11
# hours. How high is the bar of the bin **from 7 to 11**, in percent per hour? Call it `wide_height`. No
# student sleeps 11 hours.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
wide_percent = students.where("sleep", are.between(7, 11)).num_rows / students.num_rows * 100
# END SOLUTION
wide_height = wide_percent / 4 # SOLUTION
wide_height

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'wide_height should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_wide_height_is_a_number(wide_height):
    import numbers
    assert isinstance(wide_height, numbers.Real) and not isinstance(wide_height, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The height is above 0. It is below 25, because 4 hours at 25 percent per hour would be all students.'
""" # END TEST CONFIG
def test_wide_height_range(wide_height):
    assert 0 < wide_height <= 25

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the height of the other bin. Look at the students who sleep 7 hours or more.'
""" # END TEST CONFIG
def test_wide_height_right_bin(wide_height):
    assert abs(wide_height - 9.4) > 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Height is the percent in the bin divided by the width of the bin, which is 4 hours.'
""" # END TEST CONFIG
def test_wide_height_value(wide_height):
    assert abs(wide_height - 20.3) < 0.01

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
students.scatter("work", "sleep")

# %% [raw]
# # BEGIN QUESTION
# name: q2_3
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.3.** Look at the scatter plot. Each dot is one student. (Some dots lie on top of each other.)
# Which **one** of these sentences does it support? Give the name `supported` to its number.
#
# 1. Every student who works more sleeps less.
# 2. Students who work many hours tend to sleep a bit less, but there are many exceptions.
# 3. Work and sleep have nothing to do with each other.
# 4. If a student quits a job, the student will sleep more.

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
failure_message: 'supported should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_supported_is_a_number(supported):
    import numbers
    assert isinstance(supported, numbers.Real) and not isinstance(supported, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'supported should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_supported_is_an_option(supported):
    assert supported in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Look at the left and the right part of the plot. Do the dots lie equally high, and do they lie on one line?'
""" # END TEST CONFIG
def test_supported_shape(supported):
    assert supported not in [1, 3]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A scatter plot shows students who differ. It does not show what happens if one student changes something.'
""" # END TEST CONFIG
def test_supported_value(supported):
    assert supported == 2

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: Groups

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** Make a table called `sleep_by_program` with one row for each program and two columns:
# the program and the **average** of `sleep`. Sort it so that the program with the **least** sleep comes
# first.

# %% [raw]
# # BEGIN SOLUTION

# %%
sleep_by_program = students.select("program", "sleep").group("program", np.mean).sort("sleep mean") # SOLUTION
sleep_by_program

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'sleep_by_program should be a table. Start from the table students and use one of its methods.'
""" # END TEST CONFIG
def test_sleep_by_program_is_a_table(sleep_by_program):
    from datascience import Table
    assert isinstance(sleep_by_program, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'sleep_by_program should have 6 rows and 2 columns.'
""" # END TEST CONFIG
def test_sleep_by_program_shape(sleep_by_program):
    assert sleep_by_program.num_rows == 6 and sleep_by_program.num_columns == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The program with the least sleep should be at the top.'
""" # END TEST CONFIG
def test_sleep_by_program_order(sleep_by_program):
    values = list(sleep_by_program.column(1))
    assert values == sorted(values)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The second column should be the average of sleep in each program.'
""" # END TEST CONFIG
def test_sleep_by_program_values(sleep_by_program):
    means = dict(zip(sleep_by_program.column(0), sleep_by_program.column(1)))
    assert abs(means["Welding"] - 7.33721) < 0.001
    assert abs(means["Biology"] - 7.65385) < 0.001

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
# **Question 3.2.** Write a function called `work_group` that takes a number of hours and returns it
# **rounded down to a full ten**: 0 for 0 to 9 hours, 10 for 10 to 19, 20 for 20 to 29, and so on.
#
# *Hint:* `//` divides and drops what is left over: `27 // 10` is `2`.

# %% [raw]
# # BEGIN SOLUTION

# %%
def work_group(hours):
    """Return the hours, rounded down to a full ten."""
    return hours // 10 * 10 # SOLUTION

work_group(27)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'work_group should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_work_group_is_a_function(work_group):
    assert callable(work_group)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'work_group(27) should be a number. Does the function return its result?'
""" # END TEST CONFIG
def test_work_group_is_a_number(work_group):
    import numbers
    assert isinstance(work_group(27), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: '27 hours belong to the group 20. Round down, not to the nearest ten.'
""" # END TEST CONFIG
def test_work_group_down(work_group):
    assert work_group(27) == 20 and work_group(9) == 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The first number of a group belongs to it: 10 hours belong to the group 10, and 0 hours to the group 0.'
""" # END TEST CONFIG
def test_work_group_edges(work_group):
    assert work_group(10) == 10 and work_group(0) == 0 and work_group(40) == 40 and work_group(39) == 30

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
# **Question 3.3.** Make a table called `sleep_by_work` with one row for each **work group** (0, 10, 20, 30,
# 40) and two columns: a column called `group` with the work group, and the **average** of `sleep`.
#
# *Hint:* First make a table with a column `group`.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
with_group = students.with_column("group", students.apply(work_group, "work"))
# END SOLUTION
sleep_by_work = with_group.select("group", "sleep").group("group", np.mean) # SOLUTION
sleep_by_work

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'sleep_by_work should be a table. Start from the table students and use one of its methods.'
""" # END TEST CONFIG
def test_sleep_by_work_is_a_table(sleep_by_work):
    from datascience import Table
    assert isinstance(sleep_by_work, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'sleep_by_work should have 5 rows and 2 columns.'
""" # END TEST CONFIG
def test_sleep_by_work_shape(sleep_by_work):
    assert sleep_by_work.num_rows == 5 and sleep_by_work.num_columns == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The first column should hold the five work groups, and be called group.'
""" # END TEST CONFIG
def test_sleep_by_work_groups(sleep_by_work):
    assert sorted(sleep_by_work.column("group")) == [0, 10, 20, 30, 40]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The second column should be the average of sleep in each work group.'
""" # END TEST CONFIG
def test_sleep_by_work_values(sleep_by_work):
    means = dict(zip(sleep_by_work.column(0), sleep_by_work.column(1)))
    assert abs(means[0] - 8.04762) < 0.001 and abs(means[30] - 6.825) < 0.001

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
# **Question 3.4.** Do classes or work matter more? Make a **pivot** table called `sleep_grid` of the
# average of `sleep`, with one **row for each work group** and one **column for each number of units** (3,
# 6, 9, 12 and 15, after the column `group`). A 0 in the grid means that there is no such student.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
with_group = students.with_column("group", students.apply(work_group, "work"))
# END SOLUTION
sleep_grid = with_group.pivot("units", "group", "sleep", np.mean) # SOLUTION
sleep_grid

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'sleep_grid should be a table. Start from the table students and use one of its methods.'
""" # END TEST CONFIG
def test_sleep_grid_is_a_table(sleep_grid):
    from datascience import Table
    assert isinstance(sleep_grid, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'sleep_grid should have 5 rows and 6 columns. One row for each work group; one column for the group and one for each number of units.'
""" # END TEST CONFIG
def test_sleep_grid_shape(sleep_grid):
    assert sleep_grid.num_rows == 5 and sleep_grid.num_columns == 6

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The columns should be the numbers of units, and the rows the work groups.'
""" # END TEST CONFIG
def test_sleep_grid_labels(sleep_grid):
    assert set(sleep_grid.labels) == {"group", "3", "6", "9", "12", "15"}

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each number should be the average of sleep of that group and number of units.'
""" # END TEST CONFIG
def test_sleep_grid_values(sleep_grid):
    nine = dict(zip(sleep_grid.column("group"), sleep_grid.column("9")))
    assert abs(nine[0] - 8.25) < 0.001 and abs(nine[20] - 7.05) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3_5
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.5.** How many students are there for **each pair** of program and number of cups of coffee?
# Make a table called `coffee_counts` with `group`, and give the name `top_count` to its **largest count**.

# %% [raw]
# # BEGIN SOLUTION

# %%
coffee_counts = students.group(["program", "coffee"]) # SOLUTION
top_count = max(coffee_counts.column("count")) # SOLUTION
top_count

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'coffee_counts should be a table. Start from the table students and use one of its methods.'
""" # END TEST CONFIG
def test_coffee_counts_is_a_table(coffee_counts):
    from datascience import Table
    assert isinstance(coffee_counts, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'top_count should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_top_count_is_a_number(top_count):
    import numbers
    assert isinstance(top_count, numbers.Real) and not isinstance(top_count, bool)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'coffee_counts should have one row for each pair of program and cups, and three columns.'
""" # END TEST CONFIG
def test_coffee_counts_shape(coffee_counts):
    assert coffee_counts.num_rows == 24 and coffee_counts.num_columns == 3 and sum(coffee_counts.column(2)) == 250

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'top_count should be the largest number in the column count.'
""" # END TEST CONFIG
def test_top_count_value(top_count):
    assert top_count == 29

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 4: Say it in words
#
# A person reads these answers and looks for clear thinking.

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 4
# manual: true

# %% [markdown]
# **Question 4.1.** The college newspaper wants to write: *"Jobs cost our students their sleep."* Write **3 to 5
# sentences** for its editor. Say what in your tables fits the sentence (quote two numbers), which word of it
# goes too far and why, and what one would have to do to find out.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# Students who work less than 10 hours a week sleep 8.0 hours on average, those who work 30 to 39 hours only
# 6.8. So students with longer jobs do sleep less on average. But "cost" says that the job is the cause.
# Students with long jobs may differ in other ways: they may have children, or live far away. To find out,
# one could follow the same students before and after they change their hours of work.
#
# **Rubric (4 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | says that students who work more sleep less on average, and quotes two averages from a table |
# | 1 | says that cost means a cause, and that the data does not show one |
# | 1 | names something else that could explain it, such as children, age, distance or another difference between the groups |
# | 1 | names a way to learn more, such as the same students before and after, or students who are alike in other ways |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4_2
# points: 2
# manual: true

# %% [markdown]
# **Question 4.2.** In Question 3.4 some averages come from very few students. Explain in **2 sentences**
# why that matters when you compare them, and how you would check it with code. You may write the line of
# code.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# An average of two or three students can be far from usual just because of who was asked, so a difference
# between two such averages may mean nothing. I would count the students behind each number with
# `with_group.pivot("units", "group")`.
#
# **Rubric (2 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | says that an average of few students varies a lot, or depends on single students |
# | 1 | names a way to count the students of each pair, such as a pivot table without values, or group with two labels |

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
# 2. Read your answers of Part 4 once more. Would a friend understand them?
# 3. Save the notebook.
# 4. Run the last cell and hand in the zip file the way your instructor asked for.
