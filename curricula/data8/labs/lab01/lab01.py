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
# name: lab01
# files:
#   - bus_stops.csv
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
# # Lab 1: Expressions, names and first tables
#
# Welcome! In this lab you write your first lines of Python. You do **not** need any programming
# experience. The story behind the questions is Route 7, a made-up bus line that runs from a train
# station to a college campus.
#
# You will practice how to
#
# 1. calculate with **expressions**,
# 2. store results under a **name**,
# 3. call a **function**,
# 4. read a **table** and ask it questions.

# %% [markdown]
# ## How this page works
#
# This page is a *notebook*. It is made of *cells*. Some cells hold text, like this one. Other cells
# hold Python code.
#
# - To run a code cell, click in it and press **Shift + Enter**. The result appears below the cell.
# - Work from top to bottom. Run every code cell once, also the ones you don't change.
# - Where you see three dots, `...`, replace them with your answer. Then run the cell.
# - Below each question is a cell that starts with `grader.check`. Run it to test your answer. These
#   tests look for common slips. Some more tests run after you hand in your work, so read each
#   question again before you move on.
# - Save often (**Ctrl + S**, or **Cmd + S** on a Mac).
#
# If you see a red error message, nothing is broken. Read its **last line** first: it says what
# Python did not understand. Fix the cell and run it again.
#
# Run the next cell first. It loads the tools for tables.

# %%
from datascience import *

# %% [markdown]
# ## Part 1: Expressions and names
#
# An **expression** is a bit of code that Python can work out to a value. These are the signs of
# arithmetic:
#
# | sign | meaning | example | value |
# |:--|:--|:--|:--|
# | `+` | add | `7 + 2` | `9` |
# | `-` | subtract | `7 - 2` | `5` |
# | `*` | multiply | `7 * 2` | `14` |
# | `/` | divide | `7 / 2` | `3.5` |
# | `**` | power | `7 ** 2` | `49` |
#
# As in algebra, Python multiplies and divides before it adds and subtracts. Parentheses come first
# of all. Run this cell, then change a number and run it again.

# %%
(7 + 2) * 3

# %% [markdown]
# An **assignment statement** gives a value a name. The name goes on the left of `=`, the expression
# on the right. After that you can use the name in place of the value. Writing the name alone on the
# last line of a cell shows its value.

# %%
days_in_term = 5 * 16
days_in_term

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** Ana takes the bus to campus. One ride takes 24 minutes. She rides to campus **and
# back home** on 4 days each week.
#
# How many minutes does she spend on the bus in one week? Give the name `minutes_per_week` to an
# expression that works it out. Let Python do the arithmetic.

# %% [raw]
# # BEGIN SOLUTION

# %%
minutes_per_week = 24 * 2 * 4 # SOLUTION
minutes_per_week

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'minutes_per_week should be a number. Replace the three dots with an expression and run the cell again.'
""" # END TEST CONFIG
def test_minutes_is_a_number(minutes_per_week):
    import numbers
    assert isinstance(minutes_per_week, numbers.Real)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'One day alone has two rides of 24 minutes. Your value for a whole week is too small or too large to be right.'
""" # END TEST CONFIG
def test_minutes_is_possible(minutes_per_week):
    assert 24 * 2 < minutes_per_week < 7 * 24 * 60

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count both rides of a day: there and back.'
""" # END TEST CONFIG
def test_minutes_counts_both_rides(minutes_per_week):
    assert abs(minutes_per_week - 24 * 4) > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The week has 4 days with 2 rides of 24 minutes each.'
""" # END TEST CONFIG
def test_minutes_value(minutes_per_week):
    assert abs(minutes_per_week - 192) < 0.001

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
# **Question 1.2.** Minutes are hard to picture. Give the name `hours_per_week` to the same amount of
# time in **hours**. Use the name `minutes_per_week` in your expression instead of typing the number
# again.

# %% [raw]
# # BEGIN SOLUTION

# %%
hours_per_week = minutes_per_week / 60 # SOLUTION
hours_per_week

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'hours_per_week should be a number. Replace the three dots with an expression and run the cell again.'
""" # END TEST CONFIG
def test_hours_is_a_number(hours_per_week):
    import numbers
    assert isinstance(hours_per_week, numbers.Real)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'An hour is longer than a minute, so the number of hours must be smaller than the number of minutes.'
""" # END TEST CONFIG
def test_hours_below_minutes(hours_per_week, minutes_per_week):
    assert 0 < hours_per_week < minutes_per_week

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'There are 60 minutes in an hour. Use all of minutes_per_week, and do not round.'
""" # END TEST CONFIG
def test_hours_times_60(hours_per_week, minutes_per_week):
    assert abs(hours_per_week * 60 - minutes_per_week) < 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A day has 24 hours, but how many minutes does one hour have?'
""" # END TEST CONFIG
def test_hours_not_divided_by_24(hours_per_week, minutes_per_week):
    assert abs(hours_per_week * 24 - minutes_per_week) > 0.001

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
# **Question 1.3.** A single ride costs 2.25 dollars. A monthly pass costs 60 dollars and covers
# every ride. In October Ana goes to campus on 18 days and takes 2 rides each day.
#
# How many dollars does she **save** in October if she buys the pass instead of single rides? Use the
# names below in your expression, and call the result `savings`. (A positive number means that the
# pass is cheaper.)

# %% [raw]
# # BEGIN SOLUTION

# %%
single_ride = 2.25
monthly_pass = 60
campus_days = 18

savings = single_ride * 2 * campus_days - monthly_pass # SOLUTION
savings

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'savings should be a number. Replace the three dots with an expression and run the cell again.'
""" # END TEST CONFIG
def test_savings_is_a_number(savings):
    import numbers
    assert isinstance(savings, numbers.Real)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The pass is the cheaper choice here, so savings should be above 0. Which cost should you subtract from which?'
""" # END TEST CONFIG
def test_savings_is_positive(savings):
    assert savings > 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the cost of the single rides. Subtract the price of the pass from it.'
""" # END TEST CONFIG
def test_savings_subtracts_pass(savings):
    assert abs(savings - 81) > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Work out the cost of 2 rides on each of 18 days first, then subtract the price of the pass.'
""" # END TEST CONFIG
def test_savings_value(savings):
    assert abs(savings - 21) < 0.001

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
# **Question 1.4.** What is the **smallest whole number of rides** in a month for which the pass costs
# less than single rides? Call it `rides_needed`.
#
# *Hint:* Calculate `monthly_pass / single_ride` in the first cell below. You can't take a part of a
# ride, so think about what its value tells you. You may type the whole number as your answer.

# %% [raw]
# # BEGIN SOLUTION

# %%
monthly_pass / single_ride # SOLUTION

# %%
rides_needed = 27 # SOLUTION
rides_needed

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'rides_needed should be a whole number of rides, such as 5 or 40.'
""" # END TEST CONFIG
def test_rides_is_whole(rides_needed):
    assert rides_needed == int(rides_needed)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'rides_needed should be between 1 and 100.'
""" # END TEST CONFIG
def test_rides_is_possible(rides_needed):
    assert 1 <= rides_needed <= 100

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'With this many single rides you would still pay no more than the price of the pass.'
""" # END TEST CONFIG
def test_rides_pass_is_cheaper(rides_needed):
    assert 2.25 * rides_needed > 60

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The pass is already cheaper with one ride fewer. Look for the smallest whole number.'
""" # END TEST CONFIG
def test_rides_is_smallest(rides_needed):
    assert 2.25 * (rides_needed - 1) <= 60

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: Functions and text
#
# A **function** takes one or more values, called **arguments**, and gives a value back. To call a
# function, write its name and then the arguments in parentheses.
#
# | call | what it gives back | value |
# |:--|:--|:--|
# | `abs(-6)` | the distance from 0 | `6` |
# | `max(4, 9, 2)` | the largest argument | `9` |
# | `min(4, 9, 2)` | the smallest argument | `2` |
# | `round(3.14159, 2)` | the number, rounded to 2 digits after the point | `3.14` |
#
# An argument can be an expression, and it can be another call. Python works from the inside out.

# %%
max(abs(3 - 8), 2)

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** The timetable says that a ride takes 24 minutes. Ana timed three rides. Being
# early is a problem too: on the way home an early bus leaves without you.
#
# Give the name `largest_gap` to the **largest distance**, early or late, between a timed ride and the
# timetable. Use `abs` and `max`.

# %% [raw]
# # BEGIN SOLUTION

# %%
timetable = 24
ride_1 = 31
ride_2 = 15
ride_3 = 26

largest_gap = max(abs(ride_1 - timetable), abs(ride_2 - timetable), abs(ride_3 - timetable)) # SOLUTION
largest_gap

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'largest_gap should be a number. Replace the three dots with an expression and run the cell again.'
""" # END TEST CONFIG
def test_gap_is_a_number(largest_gap):
    import numbers
    assert isinstance(largest_gap, numbers.Real)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A distance is never below 0. The function abs takes care of that.'
""" # END TEST CONFIG
def test_gap_is_not_negative(largest_gap):
    assert largest_gap >= 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Ride 2 was early. Its distance from the timetable counts as well.'
""" # END TEST CONFIG
def test_gap_counts_early_rides(largest_gap):
    assert abs(largest_gap - 7) > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Work out three distances from the timetable with abs, then take the largest with max.'
""" # END TEST CONFIG
def test_gap_value(largest_gap):
    assert abs(largest_gap - 9) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Text is a value too. A piece of text is called a **string**. It stands between quotation marks. With
# strings, `+` means "join". It adds no space of its own. You can't join a string and a number, but
# `str` turns a number into a string.

# %%
"I have " + str(3) + " classes"

# %% [raw]
# # BEGIN QUESTION
# name: q2_2
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.2.** The sign on the front of the bus should read exactly
#
# `Route 7 to Campus`
#
# Join strings to make that text and call it `sign`. Use the names `route` and `destination`, so that
# the line still works for other buses.

# %% [raw]
# # BEGIN SOLUTION

# %%
route = 7
destination = "Campus"

sign = "Route " + str(route) + " to " + destination # SOLUTION
sign

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'sign should be a string. Join pieces of text with +, and use str(route) to turn the number into text.'
""" # END TEST CONFIG
def test_sign_is_a_string(sign):
    assert isinstance(sign, str)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'sign should start with the word Route and end with the word Campus. Capital letters count, and so do spaces at the ends.'
""" # END TEST CONFIG
def test_sign_start_and_end(sign):
    assert sign.startswith("Route") and sign.endswith("Campus")

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Put exactly one space between words. Python adds none when it joins strings.'
""" # END TEST CONFIG
def test_sign_spaces(sign):
    assert sign.count(" ") == 3 and "  " not in sign

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The text is not exactly the one in the question.'
""" # END TEST CONFIG
def test_sign_text(sign):
    assert sign == "Route 7 to Campus"

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: First tables
#
# Most data comes in **tables**. Each **row** is about one thing. Each **column** holds one fact about
# all the things, and its name is called a **label**.
#
# The file `bus_stops.csv` describes the stops of Route 7, one row for each stop:
#
# | label | meaning |
# |:--|:--|
# | `stop` | name of the stop |
# | `minutes` | minutes from the Train Station to this stop, by the timetable |
# | `boardings` | people who get on at this stop on a usual weekday |
# | `shelter` | `yes` if there is a roof to wait under, otherwise `no` |
#
# The data is made up, and small enough to check by eye. Run the cell to read the table.

# %%
stops = Table.read_table("bus_stops.csv")
stops

# %% [markdown]
# A function that belongs to a table is called a **method**. You write the name of the table, a dot,
# and then the call. The table itself stays as it was: a method gives you a **new** table or value.
#
# | code | what you get |
# |:--|:--|
# | `t.num_rows` | the number of rows of the table `t` (a fact about `t`: no parentheses) |
# | `t.select("a", "b")` | a new table with only the columns `a` and `b` |
# | `t.sort("a")` | a new table, rows in order of column `a`, smallest first |
# | `t.sort("a", descending=True)` | the same, but largest first |
# | `t.where("a", "yes")` | a new table with only the rows that have `yes` in column `a` |
# | `t.column("a")` | the values of column `a`, as an array |
# | `t.column("a").item(0)` | the first value of column `a` (Python counts from 0) |

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** How many stops does Route 7 have? Let Python count the rows of `stops`, and call the
# number `number_of_stops`.

# %% [raw]
# # BEGIN SOLUTION

# %%
number_of_stops = stops.num_rows # SOLUTION
number_of_stops

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'number_of_stops should be a whole number, not a table or a piece of text.'
""" # END TEST CONFIG
def test_stops_is_a_number(number_of_stops):
    import numbers
    assert isinstance(number_of_stops, numbers.Real) and number_of_stops == int(number_of_stops)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'That is the number of columns. Each stop is one row.'
""" # END TEST CONFIG
def test_stops_counts_rows(number_of_stops):
    assert number_of_stops != 4

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each stop is one row of the table stops.'
""" # END TEST CONFIG
def test_stops_value(number_of_stops):
    assert number_of_stops == 10

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
# **Question 3.2.** Make a short timetable: a new table called `stop_times` with only two columns,
# `stop` and `minutes`, in that order.

# %% [raw]
# # BEGIN SOLUTION

# %%
stop_times = stops.select("stop", "minutes") # SOLUTION
stop_times

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'stop_times should be a table. Start from the table stops and use one of its methods.'
""" # END TEST CONFIG
def test_times_is_a_table(stop_times):
    from datascience import Table
    assert isinstance(stop_times, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'stop_times should have exactly two columns.'
""" # END TEST CONFIG
def test_times_has_two_columns(stop_times):
    assert stop_times.num_columns == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The labels should be stop and minutes, in that order.'
""" # END TEST CONFIG
def test_times_labels(stop_times):
    assert list(stop_times.labels) == ["stop", "minutes"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'stop_times should keep all ten stops, with the minutes of each.'
""" # END TEST CONFIG
def test_times_rows(stop_times):
    rows = dict(zip(stop_times.column("stop"), stop_times.column("minutes")))
    assert stop_times.num_rows == 10
    assert rows["Train Station"] == 0 and rows["Orchard Homes"] == 10 and rows["College Campus"] == 24

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
# **Question 3.3.** Where do most people get on? Make a new table called `busiest_first` that holds all
# rows and all columns of `stops`, in order of `boardings`, with the **most** boardings at the top.

# %% [raw]
# # BEGIN SOLUTION

# %%
busiest_first = stops.sort("boardings", descending=True) # SOLUTION
busiest_first

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'busiest_first should be a table. Start from the table stops and use one of its methods.'
""" # END TEST CONFIG
def test_busiest_first_is_a_table(busiest_first):
    from datascience import Table
    assert isinstance(busiest_first, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'busiest_first should keep all 10 rows and all 4 columns.'
""" # END TEST CONFIG
def test_busiest_first_shape(busiest_first):
    assert busiest_first.num_rows == 10 and busiest_first.num_columns == 4

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Sort by boardings, with the largest number at the top.'
""" # END TEST CONFIG
def test_busiest_first_order(busiest_first):
    numbers = list(busiest_first.column("boardings"))
    assert numbers == sorted(numbers, reverse=True)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The rows of the table should stay complete: each stop together with its own numbers.'
""" # END TEST CONFIG
def test_busiest_first_rows(busiest_first):
    assert list(busiest_first.column("stop"))[:3] == ["Shopping Plaza", "Train Station", "College Campus"]

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
# **Question 3.4.** Give the name `busiest_stop` to the **name of the stop** where most people get on.
# Let Python take it out of the table `busiest_first`, so that your code would still be right if the
# numbers changed.

# %% [raw]
# # BEGIN SOLUTION

# %%
busiest_stop = busiest_first.column("stop").item(0) # SOLUTION
busiest_stop

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'busiest_stop should be a piece of text: the name of one stop. If you see an array, take out one item of it.'
""" # END TEST CONFIG
def test_busiest_stop_is_a_string(busiest_stop):
    assert isinstance(busiest_stop, str)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'busiest_stop should be one of the names in the column stop, spelled the same way.'
""" # END TEST CONFIG
def test_busiest_stop_is_a_stop(busiest_stop, stops):
    assert busiest_stop in list(stops.column("stop"))

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'That is the stop with the fewest boardings. Check the order of busiest_first.'
""" # END TEST CONFIG
def test_busiest_stop_not_the_quietest(busiest_stop):
    assert busiest_stop != "Sports Field"

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'At another stop more people get on. Look at the top row of busiest_first.'
""" # END TEST CONFIG
def test_busiest_stop_value(busiest_stop):
    assert busiest_stop == "Shopping Plaza"

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3_5
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 3.5.** Some stops leave you standing in the rain. Make a table called `no_shelter` with
# only the rows of `stops` where the column `shelter` says `no`. Keep all columns.

# %% [raw]
# # BEGIN SOLUTION

# %%
no_shelter = stops.where("shelter", "no") # SOLUTION
no_shelter

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'no_shelter should be a table. Start from the table stops and use one of its methods.'
""" # END TEST CONFIG
def test_no_shelter_is_a_table(no_shelter):
    from datascience import Table
    assert isinstance(no_shelter, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'no_shelter should have at least one row, but fewer rows than stops, and it should keep all 4 columns.'
""" # END TEST CONFIG
def test_no_shelter_shape(no_shelter):
    assert 0 < no_shelter.num_rows < 10 and no_shelter.num_columns == 4

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Keep only rows where the column shelter says no.'
""" # END TEST CONFIG
def test_no_shelter_only_no(no_shelter):
    assert all(value == "no" for value in no_shelter.column("shelter"))

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Not all stops without a shelter are in the table.'
""" # END TEST CONFIG
def test_no_shelter_stops(no_shelter):
    assert sorted(no_shelter.column("stop")) == ["Market Street", "Orchard Homes", "River Bridge", "Sports Field"]

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
# **Question 3.6.** The city can pay for **one** new shelter. It wants to put it where the most people
# get on without a roof today. Give the name `next_shelter` to the name of that stop.
#
# Use methods of the tables above. You may use as many lines as you like.

# %% [raw]
# # BEGIN SOLUTION

# %%
next_shelter = no_shelter.sort("boardings", descending=True).column("stop").item(0) # SOLUTION
next_shelter

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'next_shelter should be a piece of text: the name of one stop. If you see an array, take out one item of it.'
""" # END TEST CONFIG
def test_next_shelter_is_a_string(next_shelter):
    assert isinstance(next_shelter, str)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'next_shelter should be one of the names in the column stop, spelled the same way.'
""" # END TEST CONFIG
def test_next_shelter_is_a_stop(next_shelter, stops):
    assert next_shelter in list(stops.column("stop"))

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'That stop has a shelter already.'
""" # END TEST CONFIG
def test_next_shelter_has_none_yet(next_shelter):
    assert next_shelter in ["Market Street", "Orchard Homes", "River Bridge", "Sports Field"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'At another stop without a shelter more people get on.'
""" # END TEST CONFIG
def test_next_shelter_value(next_shelter):
    assert next_shelter == "Orchard Homes"

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## You are done
#
# You calculated, named values, called functions and asked a table for an answer that a city could use.
# Before you hand in:
#
# 1. In the menu, choose **Kernel → Restart Kernel and Run All Cells**. Every cell should run without
#    an error.
# 2. Save the notebook.
# 3. Run the last cell and hand in the zip file the way your instructor asked for.
