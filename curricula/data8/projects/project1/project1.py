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
# name: project1
# files:
#   - bike_trips.csv
#   - bike_stations.csv
#   - bike_districts.csv
#   - bike_days.csv
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
# # Project 1: Bikes for the whole city
#
# A city rents out bicycles at 12 stations. People take a bike at one station and leave it at any other. Next
# year the city can pay for **two more stations**. Where should they be? You have the trips of one spring, and
# three more tables. (The city and its data are made up.) You will
#
# 1. get to know the trips, and what they cost,
# 2. find out **when** people ride,
# 3. ask what the **weather** does,
# 4. find out **where** people ride, with the facts of four tables, and
# 5. **advise** the city.
#
# The project takes two weeks. Questions 2.2 and 3.4 need `if`, from week 6; all others need what you know from
# week 5 and before. You may work with a partner. Work from top to bottom and run every cell. Where you see
# three dots, `...`, put your answer. You may add cells of your own to try things out.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## The data
#
# `bike_trips.csv` has one row for each trip of a spring of 91 days.
#
# | label | meaning |
# |:--|:--|
# | `day` | number of the day, 1 to 91 |
# | `hour` | hour in which the trip began: 8 means from 8:00 to 8:59 |
# | `rider` | `member` pays by the month, `casual` pays by the day |
# | `start`, `end` | names of the stations |
# | `minutes` | how long the trip took |

# %%
trips = Table.read_table("bike_trips.csv")
trips.show(5)

# %% [markdown]
# The other three tables say more about the stations, the districts and the days.
#
# | table | label | meaning |
# |:--|:--|:--|
# | `stations` | `station`, `district` | names |
# | `stations` | `docks` | places to lock a bike |
# | `stations` | `east`, `north` | miles to the east and to the north of City Hall; a number below 0 means west or south |
# | `districts` | `district`, `people` | name, and the number of people who live there |
# | `districts` | `no_car` | percent of the homes that have no car |
# | `days` | `day`, `name` | number and name of the day |
# | `days` | `high`, `inches` | highest temperature in degrees Fahrenheit, and rain |

# %%
stations = Table.read_table("bike_stations.csv")
districts = Table.read_table("bike_districts.csv")
days = Table.read_table("bike_days.csv")
stations.show()

# %%
districts

# %%
days.show(5)

# %% [markdown]
# ## Part 1: Trips and what they cost

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** What **proportion** of all trips are by members? Call it `member_share`.

# %% [raw]
# # BEGIN SOLUTION

# %%
member_share = trips.where("rider", "member").num_rows / trips.num_rows # SOLUTION
member_share

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'member_share should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_member_share_is_a_number(member_share):
    import numbers
    assert isinstance(member_share, numbers.Real) and not isinstance(member_share, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A proportion is never below 0 or above 1.'
""" # END TEST CONFIG
def test_member_share_range(member_share):
    assert 0 <= member_share <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the share of the casual riders.'
""" # END TEST CONFIG
def test_member_share_not_casual(member_share):
    assert abs(member_share - 0.288776) > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Divide the number of trips by members by the number of all trips.'
""" # END TEST CONFIG
def test_member_share_value(member_share):
    assert abs(member_share - 0.711224) < 0.001

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
# **Question 1.2.** Who rides longer? Make a table called `median_minutes` with one row for each kind of rider
# and two columns: the rider, and the **median** of the minutes.

# %% [raw]
# # BEGIN SOLUTION

# %%
median_minutes = trips.select("rider", "minutes").group("rider", np.median) # SOLUTION
median_minutes

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'median_minutes should be a table. Start from the table trips and use one of its methods.'
""" # END TEST CONFIG
def test_median_minutes_is_a_table(median_minutes):
    from datascience import Table
    assert isinstance(median_minutes, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'median_minutes should have two rows and two columns.'
""" # END TEST CONFIG
def test_median_minutes_shape(median_minutes):
    assert median_minutes.num_rows == 2 and median_minutes.num_columns == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the average. The question asks for the median: the value in the middle.'
""" # END TEST CONFIG
def test_median_minutes_not_mean(median_minutes):
    assert abs(max(median_minutes.column(1)) - 32.0371) > 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The second column should be the median of the minutes of each kind of rider.'
""" # END TEST CONFIG
def test_median_minutes_values(median_minutes):
    medians = dict(zip(median_minutes.column(0), median_minutes.column(1)))
    assert medians["casual"] == 28 and medians["member"] == 20

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Everybody pays the same fee for a long trip: the first **30 minutes** are free, and each minute after them
# costs **20 cents**. A trip of 33 minutes costs 0.60 dollars.

# %% [raw]
# # BEGIN QUESTION
# name: q1_3
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.3.** Write a function called `fee` that takes the **minutes** of a trip and returns its fee in
# **dollars**.
#
# *Hint:* What is `max(33 - 30, 0)`? What is `max(12 - 30, 0)`?

# %% [raw]
# # BEGIN SOLUTION

# %%
def fee(minutes):
    """Return the fee of a trip in dollars."""
    return max(minutes - 30, 0) * 0.2 # SOLUTION

fee(33), fee(30), fee(12)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'fee should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_fee_is_a_function(fee):
    assert callable(fee)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'fee(33) should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_fee_is_a_number(fee):
    import numbers
    assert isinstance(fee(33), numbers.Real) and not isinstance(fee(33), bool)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A trip of 30 minutes or less is free. No fee is below 0.'
""" # END TEST CONFIG
def test_fee_free(fee):
    assert fee(30) == 0 and fee(12) == 0 and fee(1) == 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A trip of 33 minutes costs 0.60 dollars, and one of 80 minutes 10 dollars.'
""" # END TEST CONFIG
def test_fee_values(fee):
    assert abs(fee(33) - 0.6) < 0.0001 and abs(fee(80) - 10) < 0.0001 and abs(fee(31) - 0.2) < 0.0001

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
# **Question 1.4.** Who pays these fees? Make a table called `fees_by_rider` with one row for each kind of
# rider and two columns: the rider, and the **total** of the fees of their trips in dollars. Use `apply` and
# your function.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
with_fee = trips.with_column("fee", trips.apply(fee, "minutes"))
# END SOLUTION
fees_by_rider = with_fee.select("rider", "fee").group("rider", sum) # SOLUTION
fees_by_rider

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'fees_by_rider should be a table. Start from the table trips and use one of its methods.'
""" # END TEST CONFIG
def test_fees_by_rider_is_a_table(fees_by_rider):
    from datascience import Table
    assert isinstance(fees_by_rider, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'fees_by_rider should have two rows and two columns.'
""" # END TEST CONFIG
def test_fees_by_rider_shape(fees_by_rider):
    assert fees_by_rider.num_rows == 2 and fees_by_rider.num_columns == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is less than 10 dollars. Add up the fees: the question asks for the total of all trips.'
""" # END TEST CONFIG
def test_fees_by_rider_total(fees_by_rider):
    assert min(fees_by_rider.column(1)) > 10

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Add up the fees of the trips of each kind of rider.'
""" # END TEST CONFIG
def test_fees_by_rider_values(fees_by_rider):
    totals = dict(zip(fees_by_rider.column(0), fees_by_rider.column(1)))
    assert abs(totals["casual"] - 894.2) < 0.01 and abs(totals["member"] - 731.0) < 0.01

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: When do people ride?

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Make a table called `by_hour` with one row for each **hour**, in order, and a column
# `count` with the number of trips that began in it.

# %% [raw]
# # BEGIN SOLUTION

# %%
by_hour = trips.group("hour") # SOLUTION
by_hour.show()

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'by_hour should be a table. Start from the table trips and use one of its methods.'
""" # END TEST CONFIG
def test_by_hour_is_a_table(by_hour):
    from datascience import Table
    assert isinstance(by_hour, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'by_hour should have the columns hour and count.'
""" # END TEST CONFIG
def test_by_hour_labels(by_hour):
    assert set(by_hour.labels) == {"hour", "count"}

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Trips began in 16 different hours, from 6 to 21. The first row should be hour 6.'
""" # END TEST CONFIG
def test_by_hour_rows(by_hour):
    assert list(by_hour.column("hour")) == list(range(6, 22))

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The counts of all hours should add up to all trips, with 217 trips in hour 8.'
""" # END TEST CONFIG
def test_by_hour_values(by_hour):
    counts = dict(zip(by_hour.column("hour"), by_hour.column("count")))
    assert sum(by_hour.column("count")) == 1960 and counts[8] == 217

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
by_hour.plot("hour", "count")

# %% [raw]
# # BEGIN QUESTION
# name: q2_2
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.2.** Write a function called `part_of_day` that takes an **hour** and returns one of three
# strings: `"morning"` for hours **before 11**, `"midday"` from **11 to 15**, and `"evening"` from **16** on.

# %% [raw]
# # BEGIN SOLUTION

# %%
def part_of_day(hour):
    """Return the part of the day in which an hour lies."""
    # BEGIN SOLUTION
    if hour < 11:
        return "morning"
    elif hour < 16:
        return "midday"
    else:
        return "evening"
    # END SOLUTION

part_of_day(8), part_of_day(12), part_of_day(18)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'part_of_day should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_part_of_day_is_a_function(part_of_day):
    assert callable(part_of_day)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'part_of_day(8) should be one of the three strings. Does the function return its result?'
""" # END TEST CONFIG
def test_part_of_day_strings(part_of_day):
    assert part_of_day(8) in ["morning", "midday", "evening"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'In the middle of each part: 8 is in the morning, 13 at midday, 18 in the evening.'
""" # END TEST CONFIG
def test_part_of_day_middles(part_of_day):
    assert [part_of_day(hour) for hour in [8, 13, 18]] == ["morning", "midday", "evening"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'At the edges: 10 is morning, 11 and 15 are midday, 16 is evening.'
""" # END TEST CONFIG
def test_part_of_day_edges(part_of_day):
    found = [part_of_day(hour) for hour in [6, 10, 11, 15, 16, 21]]
    assert found == ["morning", "morning", "midday", "midday", "evening", "evening"]

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
# **Question 2.3.** Make a table called `day_parts` that **counts** trips: one **row** for each part of the
# day, and one **column** for each kind of rider. Use your function, and `pivot`.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
with_part = trips.with_column("part", trips.apply(part_of_day, "hour"))
# END SOLUTION
day_parts = with_part.pivot("rider", "part") # SOLUTION
day_parts

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'day_parts should be a table. Start from the table trips and use one of its methods.'
""" # END TEST CONFIG
def test_day_parts_is_a_table(day_parts):
    from datascience import Table
    assert isinstance(day_parts, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'day_parts should have three rows, and a column for each kind of rider.'
""" # END TEST CONFIG
def test_day_parts_shape(day_parts):
    assert day_parts.num_rows == 3 and {"casual", "member"} <= set(day_parts.labels)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The numbers in the table should be counts of trips, 1,960 in all.'
""" # END TEST CONFIG
def test_day_parts_total(day_parts):
    assert sum(day_parts.column("casual")) + sum(day_parts.column("member")) == 1960

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each number should count the trips of one kind of rider in one part of the day.'
""" # END TEST CONFIG
def test_day_parts_values(day_parts):
    members = dict(zip(day_parts.column(0), day_parts.column("member")))
    casual = dict(zip(day_parts.column(0), day_parts.column("casual")))
    assert members["morning"] == 472 and casual["midday"] == 309 and members["evening"] == 479

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2_4
# points: 2

# %% [markdown]
# **Question 2.4.** There are many more members than casual riders, so compare **proportions**. What
# proportion of the **members'** trips begin in the morning? Call it `member_morning`. What proportion of the
# **casual** riders' trips do? Call it `casual_morning`.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
morning = day_parts.where("part", "morning")
# END SOLUTION
member_morning = morning.column("member").item(0) / sum(day_parts.column("member")) # SOLUTION
casual_morning = morning.column("casual").item(0) / sum(day_parts.column("casual")) # SOLUTION
member_morning, casual_morning

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0
failure_message: 'member_morning should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_member_morning_is_a_number(member_morning):
    import numbers
    assert isinstance(member_morning, numbers.Real) and not isinstance(member_morning, bool)

# %%
""" # BEGIN TEST CONFIG
points: 0
failure_message: 'Both are proportions: never below 0 or above 1.'
""" # END TEST CONFIG
def test_mornings_range(member_morning, casual_morning):
    assert 0 <= member_morning <= 1 and 0 <= casual_morning <= 1

# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'Divide the trips of members in the morning by all trips of members.'
""" # END TEST CONFIG
def test_member_morning_value(member_morning):
    assert abs(member_morning - 0.338594) < 0.001

# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'Divide the trips of casual riders in the morning by all trips of casual riders.'
""" # END TEST CONFIG
def test_casual_morning_value(casual_morning):
    assert abs(casual_morning - 0.14311) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2_5
# points: 4
# manual: true

# %% [markdown]
# **Question 2.5.** Draw **one chart** that compares how members and casual riders use the hours of a day.
# Below it, write **2 to 4 sentences**: what differs between the two (name hours), and what kind of ride you
# think is behind it. Which of this does the chart show, and what is your guess?

# %% [raw]
# # BEGIN SOLUTION

# %%
trips.pivot("rider", "hour").plot("hour") # SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# The line of the members has two peaks, at 8 in the morning and around 16 to 17. The line of the casual riders has
# one wide hump from 11 to 16 and hardly any rides before 9. My guess is that members ride to work or class and
# back, and casual riders go out for fun. The chart shows the hours; it does not show why people ride.
#
# **Rubric (4 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | has a chart with both kinds of riders over the hours, as lines (or as bars or histograms that can be compared) |
# | 1 | describes the members: two peaks, with hours named |
# | 1 | describes the casual riders: one hump around midday and the afternoon, with hours named |
# | 1 | keeps the reason (such as work or fun) apart from what the chart shows |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: What does the weather do?

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** Make a table called `day_trips` with one row for each day **on which there were trips**:
# the number of trips in a column `count`, and beside it the name of the day, the highest temperature and the
# rain. Count first, then join.

# %% [raw]
# # BEGIN SOLUTION

# %%
day_trips = trips.group("day").join("day", days) # SOLUTION
day_trips.show(5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'day_trips should be a table. Start from the table trips and use one of its methods.'
""" # END TEST CONFIG
def test_day_trips_is_a_table(day_trips):
    from datascience import Table
    assert isinstance(day_trips, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'day_trips should have the columns day, count, name, high and inches.'
""" # END TEST CONFIG
def test_day_trips_labels(day_trips):
    assert {"day", "count", "name", "high", "inches"} <= set(day_trips.labels)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'There should be one row for each day with trips, not one for each trip.'
""" # END TEST CONFIG
def test_day_trips_rows(day_trips):
    assert day_trips.num_rows == 90

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each day should stand beside its own number of trips and its own weather.'
""" # END TEST CONFIG
def test_day_trips_values(day_trips):
    counts = dict(zip(day_trips.column("day"), day_trips.column("count")))
    rain = dict(zip(day_trips.column("day"), day_trips.column("inches")))
    assert sum(day_trips.column("count")) == 1960 and counts[1] == 28 and 37 not in counts
    assert rain[6] == 0.26

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
# **Question 3.2.** A day without a single trip has no row in `trips`. Give the name `quiet_days` to the
# number of days of the spring on which there was **no trip at all**. Let Python work it out.

# %% [raw]
# # BEGIN SOLUTION

# %%
quiet_days = days.num_rows - day_trips.num_rows # SOLUTION
quiet_days

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'quiet_days should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_quiet_days_is_a_number(quiet_days):
    import numbers
    assert isinstance(quiet_days, numbers.Real) and not isinstance(quiet_days, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A number of days is a whole number from 0 to 91.'
""" # END TEST CONFIG
def test_quiet_days_range(quiet_days):
    assert 0 <= quiet_days <= 91 and quiet_days == int(quiet_days)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the number of days with trips.'
""" # END TEST CONFIG
def test_quiet_days_not_busy(quiet_days):
    assert quiet_days != 90

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Compare the number of days in the table days with the number of rows of day_trips.'
""" # END TEST CONFIG
def test_quiet_days_value(quiet_days):
    assert quiet_days == 1

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3_3
# points: 2

# %% [markdown]
# **Question 3.3.** A day is **wet** if there was any rain, and **dry** otherwise. How many trips are there on
# an average wet day, and on an average dry day? Call the numbers `wet_mean` and `dry_mean`. Every day of the
# spring counts, **also a day without a trip**.
#
# *Hint:* Divide the number of trips on wet days by the number of wet days in `days`.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
with_weather = trips.join("day", days)
# END SOLUTION
wet_mean = with_weather.where("inches", are.above(0)).num_rows / days.where("inches", are.above(0)).num_rows # SOLUTION
dry_mean = with_weather.where("inches", 0).num_rows / days.where("inches", 0).num_rows # SOLUTION
wet_mean, dry_mean

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0
failure_message: 'wet_mean should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_wet_mean_is_a_number(wet_mean):
    import numbers
    assert isinstance(wet_mean, numbers.Real) and not isinstance(wet_mean, bool)

# %%
""" # BEGIN TEST CONFIG
points: 0
failure_message: 'Both averages should be above 0 and below 60.'
""" # END TEST CONFIG
def test_means_range(wet_mean, dry_mean):
    assert 0 < wet_mean < 60 and 0 < dry_mean < 60

# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'One wet day had no trips. It has no row in day_trips, and it counts as a day.'
""" # END TEST CONFIG
def test_wet_mean_value(wet_mean):
    assert abs(wet_mean - 14.0357) < 0.001

# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'Divide the number of trips on dry days by the number of dry days.'
""" # END TEST CONFIG
def test_dry_mean_value(dry_mean):
    assert abs(dry_mean - 24.873) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# In this spring it rained more on weekends. So a wet day is a weekend more often than a dry day is. Compare
# like with like:

# %% [raw]
# # BEGIN QUESTION
# name: q3_4
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.4.** Make a table called `like_with_like` with one **row** for `weekday` and one for `weekend`,
# and one **column** for `dry` and one for `wet`. The numbers are the **average number of trips** on such a
# day, for the days in `day_trips`. Saturday and Sunday are the weekend.
#
# *Hint:* Write two small functions with `if`, and add two columns to `day_trips` with `apply`.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
def kind_of_day(name):
    """Return whether a day is a weekday or in the weekend."""
    if name == "Saturday" or name == "Sunday":
        return "weekend"
    return "weekday"

def sky(inches):
    """Return whether a day was wet or dry."""
    if inches > 0:
        return "wet"
    return "dry"

kinds = day_trips.with_columns("kind", day_trips.apply(kind_of_day, "name"), "sky", day_trips.apply(sky, "inches"))
# END SOLUTION
like_with_like = kinds.pivot("sky", "kind", "count", np.mean) # SOLUTION
like_with_like

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'like_with_like should be a table. Start from the table day_trips and use one of its methods.'
""" # END TEST CONFIG
def test_like_with_like_is_a_table(like_with_like):
    from datascience import Table
    assert isinstance(like_with_like, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'like_with_like should have two rows, and the columns dry and wet.'
""" # END TEST CONFIG
def test_like_with_like_shape(like_with_like):
    assert like_with_like.num_rows == 2 and {"dry", "wet"} <= set(like_with_like.labels)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The numbers should be averages of the column count. They are all between 10 and 30.'
""" # END TEST CONFIG
def test_like_with_like_means(like_with_like):
    values = list(like_with_like.column("dry")) + list(like_with_like.column("wet"))
    assert all(10 < value < 30 for value in values)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each number should be the average of the days of one kind with one sky.'
""" # END TEST CONFIG
def test_like_with_like_values(like_with_like):
    dry = dict(zip(like_with_like.column(0), like_with_like.column("dry")))
    wet = dict(zip(like_with_like.column(0), like_with_like.column("wet")))
    assert abs(dry["weekday"] - 25.9787) < 0.001 and abs(dry["weekend"] - 21.625) < 0.001
    assert abs(wet["weekday"] - 15) < 0.001 and abs(wet["weekend"] - 13.8) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
day_trips.scatter("high", "count")

# %% [raw]
# # BEGIN QUESTION
# name: q3_5
# points: 4
# manual: true

# %% [markdown]
# **Question 3.5.** The city says: *"Rain costs us 4 of 10 trips."* Write **3 to 5 sentences**: do your
# numbers from 3.3 fit that, does the comparison in 3.4 change the picture, what else differs between wet and
# dry days (look at the chart), and what does the day without trips teach you about tables of counts?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# On wet days there are 14.0 trips on average and on dry days 24.9, which is 44 percent less, so the numbers fit.
# It rained more on weekends, when there are fewer trips, but among weekdays alone the averages are 15 and 26, also
# about 4 of 10 fewer. Wet days may also be colder, and cold days have fewer trips. So a part of the
# difference may come from the cold. The day of the storm had no trips and so no row: a group that is empty
# does not show up in a table of counts, and an average over the rows that are left is too high.
#
# **Rubric (4 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | quotes both averages of 3.3, or says that wet days have about 44 percent fewer trips |
# | 1 | uses 3.4: within weekdays, or within weekends, the difference is nearly as large |
# | 1 | names something else that may differ, such as temperature, and does not take it for granted that all of the difference is the rain |
# | 1 | says that a day with a count of 0 has no row, and what that does to an average |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 4: Where do people ride?
#
# The next cell draws a map. Each dot is a station, as far to the east (right) and to the north (up) of City
# Hall as it really is. The two stations of the College district are in the north west, those of the Heights
# in the north, of the Harbor in the east, of the Mills in the south west, and four are in the Center.

# %%
stations.scatter("east", "north", labels="station")

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.1.** Make a table called `with_start` with all columns of `trips`, and beside them the facts of
# the station where the trip **started**.

# %% [raw]
# # BEGIN SOLUTION

# %%
with_start = trips.join("start", stations, "station") # SOLUTION
with_start.show(5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'with_start should be a table. Start from the table trips and use one of its methods.'
""" # END TEST CONFIG
def test_with_start_is_a_table(with_start):
    from datascience import Table
    assert isinstance(with_start, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'with_start should have 10 columns.'
""" # END TEST CONFIG
def test_with_start_columns(with_start):
    assert with_start.num_columns == 10

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Join where the start of a trip is the station of the other table.'
""" # END TEST CONFIG
def test_with_start_rows(with_start):
    assert with_start.num_rows == 1919

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each trip should stand beside the district of its start.'
""" # END TEST CONFIG
def test_with_start_values(with_start):
    found = dict(zip(with_start.column("start"), with_start.column("district")))
    assert found["City Hall"] == "Center" and found["Glass Works"] == "Mills" and "Depot" not in found

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
# **Question 4.2.** Some trips start at a place that is no station: the staff moves bikes from its depot. Give
# the name `lost_trips` to the number of trips that are **left out** of `with_start`.

# %% [raw]
# # BEGIN SOLUTION

# %%
lost_trips = trips.num_rows - with_start.num_rows # SOLUTION
lost_trips

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'lost_trips should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_lost_trips_is_a_number(lost_trips):
    import numbers
    assert isinstance(lost_trips, numbers.Real) and not isinstance(lost_trips, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A number of trips is a whole number from 0 to 1960.'
""" # END TEST CONFIG
def test_lost_trips_range(lost_trips):
    assert 0 <= lost_trips <= 1960 and lost_trips == int(lost_trips)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the number of trips that are kept.'
""" # END TEST CONFIG
def test_lost_trips_not_kept(lost_trips):
    assert lost_trips != 1919

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the number of rows after the join from the number of all trips.'
""" # END TEST CONFIG
def test_lost_trips_value(lost_trips):
    assert lost_trips == 41

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
# **Question 4.3.** Make a table called `by_district` with one row for each district in which trips started,
# and two columns: `district`, and `count` with the number of trips. The district with the **most** trips
# comes first.

# %% [raw]
# # BEGIN SOLUTION

# %%
by_district = with_start.group("district").sort("count", descending=True) # SOLUTION
by_district

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'by_district should be a table. Start from the table with_start and use one of its methods.'
""" # END TEST CONFIG
def test_by_district_is_a_table(by_district):
    from datascience import Table
    assert isinstance(by_district, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'by_district should have the columns district and count.'
""" # END TEST CONFIG
def test_by_district_labels(by_district):
    assert list(by_district.labels) == ["district", "count"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The district with the most trips should be at the top.'
""" # END TEST CONFIG
def test_by_district_order(by_district):
    counts = list(by_district.column("count"))
    assert counts == sorted(counts, reverse=True)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the trips of each of the five districts.'
""" # END TEST CONFIG
def test_by_district_values(by_district):
    counts = dict(zip(by_district.column("district"), by_district.column("count")))
    assert len(counts) == 5 and counts["Center"] == 816 and counts["Mills"] == 83

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
# **Question 4.4.** A district with more people should have more trips. Make a table called `per_1000` with one
# row for each district of `by_district`, and a column called `rate`: the number of trips for each **1,000
# people** who live there. Keep the column `district`, too.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
both = by_district.join("district", districts)
# END SOLUTION
per_1000 = both.with_column("rate", both.column("count") / both.column("people") * 1000) # SOLUTION
per_1000.sort("rate", descending=True)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'per_1000 should be a table. Start from the table by_district and use one of its methods.'
""" # END TEST CONFIG
def test_per_1000_is_a_table(per_1000):
    from datascience import Table
    assert isinstance(per_1000, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'per_1000 should have five rows, and the columns district and rate.'
""" # END TEST CONFIG
def test_per_1000_labels(per_1000):
    assert per_1000.num_rows == 5 and {"district", "rate"} <= set(per_1000.labels)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'For each 1,000 people means: divide by the people and multiply by 1,000.'
""" # END TEST CONFIG
def test_per_1000_scale(per_1000):
    assert 10 < max(per_1000.column("rate")) < 200

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each rate should be the trips of a district, divided by its people, times 1,000.'
""" # END TEST CONFIG
def test_per_1000_values(per_1000):
    rates = dict(zip(per_1000.column("district"), per_1000.column("rate")))
    assert abs(rates["Center"] - 83.2653) < 0.001 and abs(rates["Mills"] - 5.84507) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
per_1000.sort("rate", descending=True).barh("district", "rate")

# %% [raw]
# # BEGIN QUESTION
# name: q4_5
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.5.** The streets of the city form a grid: you ride east or west, and north or south. So the way
# from one place to another is the distance in the one direction **plus** the distance in the other. Write a
# function called `miles` that takes four numbers (`east` and `north` of the start, then `east` and `north` of
# the end) and returns the length of the way.

# %% [raw]
# # BEGIN SOLUTION

# %%
def miles(east_1, north_1, east_2, north_2):
    """Return the miles along the grid from one place to another."""
    return abs(east_1 - east_2) + abs(north_1 - north_2) # SOLUTION

miles(0, 0, 3, 2), miles(1, 1, -1, 4)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'miles should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_miles_is_a_function(miles):
    assert callable(miles)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'miles(0, 0, 3, 2) should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_miles_is_a_number(miles):
    import numbers
    assert isinstance(miles(0, 0, 3, 2), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'From 0, 0 to 3, 2 it is 5 miles, and the way back is just as long.'
""" # END TEST CONFIG
def test_miles_back(miles):
    assert abs(miles(0, 0, 3, 2) - 5) < 0.0001 and abs(miles(3, 2, 0, 0) - 5) < 0.0001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the distance east or west and the distance north or south, each without its sign, and add them.'
""" # END TEST CONFIG
def test_miles_values(miles):
    assert abs(miles(1, 1, -1, 4) - 5) < 0.0001 and abs(miles(-1, 2, -3, -2) - 6) < 0.0001
    assert miles(1.5, 2, 1.5, 2) == 0

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4_6
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.6.** Make a table called `both_ends` from `with_start`: join it with `stations` once more, this
# time for the **end** of a trip, and add a column called `miles` with the length of the way from start to end.
# Use `apply` and your function.
#
# *Hint:* Where a label is there already, the join gives the new column the same label with `_2` at its end.

# %% [raw]
# # BEGIN SOLUTION

# %%
both_ends = with_start.join("end", stations, "station") # SOLUTION
both_ends = both_ends.with_column("miles", both_ends.apply(miles, "east", "north", "east_2", "north_2")) # SOLUTION
both_ends.select("start", "end", "miles").show(5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'both_ends should be a table. Start from the table with_start and use one of its methods.'
""" # END TEST CONFIG
def test_both_ends_is_a_table(both_ends):
    from datascience import Table
    assert isinstance(both_ends, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'both_ends should have 1,919 rows, and the columns start, end and miles.'
""" # END TEST CONFIG
def test_both_ends_shape(both_ends):
    assert both_ends.num_rows == 1919 and {"start", "end", "miles"} <= set(both_ends.labels)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A trip back to its own station has a way of 0 miles.'
""" # END TEST CONFIG
def test_both_ends_round(both_ends):
    rows = zip(both_ends.column("start"), both_ends.column("end"), both_ends.column("miles"))
    assert all(miles == 0 for start, end, miles in rows if start == end)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'From City Hall to the Art Museum it is 0.7 miles, and the average of all trips is 2.4 miles.'
""" # END TEST CONFIG
def test_both_ends_values(both_ends):
    import numpy as np
    rows = zip(both_ends.column("start"), both_ends.column("end"), both_ends.column("miles"))
    ways = {(start, end): miles for start, end, miles in rows}
    assert abs(ways["City Hall", "Art Museum"] - 0.7) < 0.0001
    assert abs(np.mean(both_ends.column("miles")) - 2.40234) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4_7
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.7.** What **proportion** of the trips in `both_ends` start and end in the **same district**? Call
# it `same_district`.

# %% [raw]
# # BEGIN SOLUTION

# %%
same_district = np.count_nonzero(both_ends.column("district") == both_ends.column("district_2")) / both_ends.num_rows # SOLUTION
same_district

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'same_district should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_same_district_is_a_number(same_district):
    import numbers
    assert isinstance(same_district, numbers.Real) and not isinstance(same_district, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A proportion is never below 0 or above 1.'
""" # END TEST CONFIG
def test_same_district_range(same_district):
    assert 0 <= same_district <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the proportion with the same station. Two stations may lie in one district.'
""" # END TEST CONFIG
def test_same_district_not_station(same_district):
    assert abs(same_district - 0.136008) > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the trips whose two districts are equal, and divide by the number of rows of both_ends.'
""" # END TEST CONFIG
def test_same_district_value(same_district):
    assert abs(same_district - 0.314747) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4_8
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.8.** At some stations more trips start than end, so they **run out of bikes** and the staff must
# bring new ones. Give the name `runs_empty` to the **name of the station** where the number of starts is the
# most above the number of ends. Use `trips`, and let Python find it.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
starts = trips.group("start").relabeled("count", "starts")
ends = trips.group("end").relabeled("count", "ends")
flow = starts.join("start", ends, "end")
flow = flow.with_column("missing", flow.column("starts") - flow.column("ends"))
# END SOLUTION
runs_empty = flow.sort("missing", descending=True).column("start").item(0) # SOLUTION
runs_empty

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'runs_empty should be a piece of text: the name of one station. If you see an array, take out one item of it.'
""" # END TEST CONFIG
def test_runs_empty_is_a_string(runs_empty):
    assert isinstance(runs_empty, str)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'runs_empty should be a name in the column station of stations.'
""" # END TEST CONFIG
def test_runs_empty_exists(runs_empty, stations):
    assert runs_empty in list(stations.column("station"))

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'At this station bikes pile up: more trips end there than start.'
""" # END TEST CONFIG
def test_runs_empty_not_full(runs_empty):
    assert runs_empty not in ["Ferry Landing", "Glass Works", "City Hall", "Union Station"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count starts and ends of each station, join the two tables and subtract.'
""" # END TEST CONFIG
def test_runs_empty_value(runs_empty):
    assert runs_empty == "Hilltop Park"

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 5: Advise the city
#
# A person reads this answer. There is no single right one: what counts is how you use the data.

# %% [raw]
# # BEGIN QUESTION
# name: q5_1
# points: 6
# manual: true

# %% [markdown]
# **Question 5.1.** The city can build **two** new stations. Write a letter of **8 to 12 sentences** to the
# city. Say in which district or districts they should be. Give **at least three numbers** or charts from your
# work as reasons, and say which question each of them answers. Give the best reason **against** your advice.
# Say what `trips` **cannot** tell, and what you would ask the people of the city. You may add cells with code
# above your answer.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# Dear city, please put one new station into the Orchards and one into the Mills. The Mills have 14,200 people, more
# than any other district, and only 26 of 258 docks. Only 5.8 trips for each 1,000 people start there, and 83 in
# the Center. In 29 percent of their homes there is no car, so a bike may help many people. The
# Orchards have 10,900 people and no station at all: they lost their row in the join, so no chart of trips shows
# them. The best reason against my advice is that few people may want to ride there: the two stations of the
# Mills are used little, with 83 trips in a spring, and they lie far from the others. But the trips show only
# where people ride from the stations that there are. They can't show the trips of people who
# live too far from a station. Also, the data is of one spring, and we do not know who the riders are or where
# they live. Before you build, ask people in the Orchards and the Mills where they would go, and what keeps them
# from riding, such as the price or streets that are not safe.
#
# **Rubric (6 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | names one or two districts clearly |
# | 2 | uses three numbers or charts from the work, rightly quoted (1 point for two of them) |
# | 1 | compares fairly: in proportion to the people or the docks, not by counts alone |
# | 1 | gives a serious reason against the own advice |
# | 1 | sees that trips can't show those who do not ride yet, or who have no station (such as the Orchards), and names something to ask |

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
# 2. Read your answers of 2.5, 3.5 and 5.1 once more. Would a friend understand them?
# 3. Save the notebook.
# 4. Run the last cell and hand in the zip file the way your instructor asked for.
