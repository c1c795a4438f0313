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
# name: lab03
# files:
#   - songs.csv
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
# # Lab 3: Arrays and charts
#
# A college radio station (a made-up one) plays music all day, and wants to know its own library better.
# How long are its songs? Are new songs shorter than old ones? You will
#
# 1. calculate with whole **arrays** of numbers at once,
# 2. use arrays as **columns** of a table,
# 3. draw a **histogram** and read its bars,
# 4. choose a chart that fits the question, and
# 5. say in words what a chart shows.
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## Part 1: Arrays
#
# An **array** is a row of values of the same kind. `make_array` makes one by hand. Arithmetic with an array
# works on every value at once:

# %%
make_array(2, 5, 10) * 3

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** The first four songs of the morning show last 212, 187, 254 and 301 seconds. Make an array
# called `morning` with the four numbers, in that order.

# %% [raw]
# # BEGIN SOLUTION

# %%
morning = make_array(212, 187, 254, 301) # SOLUTION
morning

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'morning should be an array, not a single number, a list or a table. Use make_array.'
""" # END TEST CONFIG
def test_morning_is_an_array(morning):
    import numpy as np
    assert isinstance(morning, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'morning should hold 4 values.'
""" # END TEST CONFIG
def test_morning_length(morning):
    assert len(morning) == 4

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The array should hold the four numbers of seconds, and nothing else.'
""" # END TEST CONFIG
def test_morning_values(morning):
    assert sorted(morning) == [187, 212, 254, 301]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Keep the order of the show.'
""" # END TEST CONFIG
def test_morning_order(morning):
    assert list(morning) == [212, 187, 254, 301]

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
# **Question 1.2.** Seconds are hard to picture. Make an array called `morning_minutes` with the length of
# each of the four songs in **minutes**. Use arithmetic on the whole array `morning`, and do not round.

# %% [raw]
# # BEGIN SOLUTION

# %%
morning_minutes = morning / 60 # SOLUTION
morning_minutes

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'morning_minutes should be an array, not a single number, a list or a table. Do arithmetic with the array morning.'
""" # END TEST CONFIG
def test_morning_minutes_is_an_array(morning_minutes):
    import numpy as np
    assert isinstance(morning_minutes, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'morning_minutes should hold 4 values.'
""" # END TEST CONFIG
def test_morning_minutes_length(morning_minutes):
    assert len(morning_minutes) == 4

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A minute has 60 seconds, so there are fewer minutes than seconds.'
""" # END TEST CONFIG
def test_morning_minutes_direction(morning_minutes):
    assert max(morning_minutes) < 10

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Divide each number of seconds by 60, and do not round.'
""" # END TEST CONFIG
def test_morning_minutes_values(morning_minutes):
    expected = [212 / 60, 187 / 60, 254 / 60, 301 / 60]
    assert all(abs(a - b) < 0.001 for a, b in zip(morning_minutes, expected))

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# `np.arange(start, end, step)` makes an array of evenly spaced numbers. It begins with `start` and stops
# **before** it reaches `end`:

# %%
np.arange(10, 25, 5)

# %% [raw]
# # BEGIN QUESTION
# name: q1_3
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 1.3.** The station reads the news every 4 hours, at hours 0, 4, 8, 12, 16 and 20 of the day.
# Make an array called `news_hours` with these six numbers. Use `np.arange`.

# %% [raw]
# # BEGIN SOLUTION

# %%
news_hours = np.arange(0, 24, 4) # SOLUTION
news_hours

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'news_hours should be an array, not a single number, a list or a table. Use np.arange.'
""" # END TEST CONFIG
def test_news_hours_is_an_array(news_hours):
    import numpy as np
    assert isinstance(news_hours, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'news_hours should start with 0.'
""" # END TEST CONFIG
def test_news_hours_start(news_hours):
    assert news_hours[0] == 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The array should hold six numbers, and the last one is 20. The end of np.arange is left out.'
""" # END TEST CONFIG
def test_news_hours_end(news_hours):
    assert len(news_hours) == 6 and news_hours[-1] == 20

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The step from one number to the next should be 4.'
""" # END TEST CONFIG
def test_news_hours_values(news_hours):
    assert list(news_hours) == [0, 4, 8, 12, 16, 20]

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
# **Question 1.4.** A royalty is money that a station pays each time it plays a song. Here are the plays of
# four songs last week, and the royalty for one play of each song, in dollars. Give the name `royalties` to
# the **total** that the station pays for all four songs.
#
# *Hint:* Two arrays of the same length can be multiplied, value by value. `sum` adds the values of an array.

# %% [raw]
# # BEGIN SOLUTION

# %%
plays = make_array(12, 5, 20, 8)
price = make_array(0.50, 0.75, 0.40, 1.25)

royalties = sum(plays * price) # SOLUTION
royalties

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'royalties should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_royalties_is_a_number(royalties):
    import numbers
    assert isinstance(royalties, numbers.Real) and not isinstance(royalties, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The most expensive song alone costs 10 dollars, so the total is more than that.'
""" # END TEST CONFIG
def test_royalties_possible(royalties):
    assert royalties > 10

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Multiply song by song first, and add afterwards.'
""" # END TEST CONFIG
def test_royalties_pairs(royalties):
    assert abs(royalties - 45 * 2.9) > 0.01 and abs(royalties - 45 * 2.9 / 4) > 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Multiply the plays of each song by its price, then add the four numbers.'
""" # END TEST CONFIG
def test_royalties_value(royalties):
    assert abs(royalties - 27.75) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: Columns are arrays
#
# The file `songs.csv` lists 160 songs of the station, one row for each song. (The data is made up.)
#
# | label | meaning |
# |:--|:--|
# | `title` | title of the song |
# | `genre` | `Folk`, `Hip-hop`, `Pop` or `Rock` |
# | `year` | the year it came out |
# | `seconds` | length of the song |
# | `tempo` | beats per minute |
# | `plays` | how often the station played it last year |

# %%
songs = Table.read_table("songs.csv")
songs.show(5)

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Make a table called `songs_with_minutes`: all columns of `songs`, and one more column called
# `minutes` with the length of each song in minutes. Do not round.
#
# *Reminder:* `t.with_column("b", x)` is the table `t` with one more column, called `b`, that holds the array
# `x`.

# %% [raw]
# # BEGIN SOLUTION

# %%
songs_with_minutes = songs.with_column("minutes", songs.column("seconds") / 60) # SOLUTION
songs_with_minutes.show(5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'songs_with_minutes should be a table. Start from the table songs and use one of its methods.'
""" # END TEST CONFIG
def test_songs_with_minutes_is_a_table(songs_with_minutes):
    from datascience import Table
    assert isinstance(songs_with_minutes, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'songs_with_minutes should have 160 rows and 7 columns.'
""" # END TEST CONFIG
def test_songs_with_minutes_shape(songs_with_minutes):
    assert songs_with_minutes.num_rows == 160 and songs_with_minutes.num_columns == 7

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The new column should be called minutes, and the columns of songs should still be there.'
""" # END TEST CONFIG
def test_minutes_label(songs_with_minutes):
    assert set(songs_with_minutes.labels) == {"title", "genre", "year", "seconds", "tempo", "plays", "minutes"}

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'In each row, minutes should be seconds divided by 60, not rounded.'
""" # END TEST CONFIG
def test_minutes_values(songs_with_minutes):
    minutes = songs_with_minutes.column("minutes")
    seconds = songs_with_minutes.column("seconds")
    assert all(abs(60 * a - b) < 0.001 for a, b in zip(minutes, seconds))
    assert sum(seconds) == 35878

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
# **Question 2.2.** How many songs are **longer than 4 minutes**? Call the number `long_songs`, and let
# Python count.
#
# *Hint:* `np.count_nonzero(x > 3)` counts the values of the array `x` that are above 3.

# %% [raw]
# # BEGIN SOLUTION

# %%
long_songs = np.count_nonzero(songs.column("seconds") > 240) # SOLUTION
long_songs

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'long_songs should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_long_songs_is_a_number(long_songs):
    import numbers
    assert isinstance(long_songs, numbers.Real) and not isinstance(long_songs, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A number of songs is a whole number from 0 to 160.'
""" # END TEST CONFIG
def test_long_songs_range(long_songs):
    assert 0 <= long_songs <= 160 and long_songs == int(long_songs)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A song of exactly 4 minutes is not longer than 4 minutes.'
""" # END TEST CONFIG
def test_long_songs_edge(long_songs):
    assert long_songs != 56

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the songs of more than 4 minutes, which is 240 seconds.'
""" # END TEST CONFIG
def test_long_songs_value(long_songs):
    assert long_songs == 53

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
# **Question 2.3.** How fast is rock? Give the name `rock_extra` to the number of beats per minute by which
# the **average tempo** of the Rock songs is **above** the average tempo of **all** songs. Do not round.

# %% [raw]
# # BEGIN SOLUTION

# %%
rock_extra = np.mean(songs.where("genre", "Rock").column("tempo")) - np.mean(songs.column("tempo")) # SOLUTION
rock_extra

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'rock_extra should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_rock_extra_is_a_number(rock_extra):
    import numbers
    assert isinstance(rock_extra, numbers.Real) and not isinstance(rock_extra, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'Rock is faster than the average song here, so rock_extra should be above 0.'
""" # END TEST CONFIG
def test_rock_extra_sign(rock_extra):
    assert rock_extra > 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is one average. The question asks for the difference of two.'
""" # END TEST CONFIG
def test_rock_extra_not_one_average(rock_extra):
    assert rock_extra < 60

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the average tempo of all 160 songs from the average tempo of the Rock songs, and do not round.'
""" # END TEST CONFIG
def test_rock_extra_value(rock_extra):
    assert abs(rock_extra - 19.07424) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: Histograms
#
# A bar chart compares **categories**, such as genres. A **histogram** shows how a **number** is spread out. It
# cuts the number line into **bins** and draws one bar for each bin. A bin includes its left end, but not its
# right end.
#
# This histogram uses bins that are half a minute wide:

# %%
songs_with_minutes.hist("minutes", bins=np.arange(2, 5.6, 0.5), unit="minute")

# %% [markdown]
# The vertical axis says **percent per minute**. The **area** of a bar tells how many percent of the songs
# are in its bin:
#
# percent in the bin = height of the bar × width of the bin

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** Find the songs of the bin from 3.5 to 4 minutes. Make a table called `middle_bin` with
# only the rows of `songs_with_minutes` whose `minutes` are **3.5 or more, but less than 4**.
#
# *Hint:* `are.between(a, b)` keeps values that are `a` or more, but less than `b`.

# %% [raw]
# # BEGIN SOLUTION

# %%
middle_bin = songs_with_minutes.where("minutes", are.between(3.5, 4)) # SOLUTION
middle_bin.show(5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'middle_bin should be a table. Start from the table songs_with_minutes and use one of its methods.'
""" # END TEST CONFIG
def test_middle_bin_is_a_table(middle_bin):
    from datascience import Table
    assert isinstance(middle_bin, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'middle_bin should have at least one row, but fewer rows than songs, and all 7 columns.'
""" # END TEST CONFIG
def test_middle_bin_shape(middle_bin):
    assert 0 < middle_bin.num_rows < 160 and middle_bin.num_columns == 7

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Keep only songs of 3.5 minutes or more that are shorter than 4 minutes.'
""" # END TEST CONFIG
def test_middle_bin_ends(middle_bin):
    assert min(middle_bin.column("seconds")) >= 210 and max(middle_bin.column("seconds")) < 240

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Some songs of this bin are missing. A song of exactly 3.5 minutes belongs to it.'
""" # END TEST CONFIG
def test_middle_bin_complete(middle_bin):
    assert middle_bin.num_rows == 44

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
# **Question 3.2.** What **percent** of all 160 songs are in that bin? Call it `middle_percent`. Percent
# means a number from 0 to 100. Do not round.

# %% [raw]
# # BEGIN SOLUTION

# %%
middle_percent = middle_bin.num_rows / songs.num_rows * 100 # SOLUTION
middle_percent

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'middle_percent should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_middle_percent_is_a_number(middle_percent):
    import numbers
    assert isinstance(middle_percent, numbers.Real) and not isinstance(middle_percent, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A percent lies between 0 and 100, and this bin is more than 1 percent of the songs.'
""" # END TEST CONFIG
def test_middle_percent_range(middle_percent):
    assert 1 < middle_percent <= 100

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the number of songs. What part of all songs is it?'
""" # END TEST CONFIG
def test_middle_percent_not_the_count(middle_percent):
    assert middle_percent != 44

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Divide the number of songs in the bin by the number of all songs, and multiply by 100.'
""" # END TEST CONFIG
def test_middle_percent_value(middle_percent):
    assert abs(middle_percent - 27.500000000000004) < 0.001

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
# **Question 3.3.** How **high** is the bar of that bin in the histogram, in percent per minute? Call it
# `middle_height`, and work it out from `middle_percent`. Then look at the histogram: does your number fit?

# %% [raw]
# # BEGIN SOLUTION

# %%
middle_height = middle_percent / 0.5 # SOLUTION
middle_height

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'middle_height should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_middle_height_is_a_number(middle_height):
    import numbers
    assert isinstance(middle_height, numbers.Real) and not isinstance(middle_height, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A height is above 0.'
""" # END TEST CONFIG
def test_middle_height_positive(middle_height):
    assert middle_height > 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The bin is half a minute wide, so its height is a larger number than its percent.'
""" # END TEST CONFIG
def test_middle_height_direction(middle_height):
    assert middle_height > 27.6

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The height is the percent in the bin, divided by the width of the bin.'
""" # END TEST CONFIG
def test_middle_height_value(middle_height):
    assert abs(middle_height - 55.00000000000001) < 0.01

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
# **Question 3.4.** In a histogram of another station, the bar from 4 to 6 minutes is 15 percent per minute
# high. What percent of the songs of that station last **4 minutes or more, but less than 6**? Call it
# `other_percent`.

# %% [raw]
# # BEGIN SOLUTION

# %%
other_percent = 15 * 2 # SOLUTION
other_percent

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'other_percent should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_other_percent_is_a_number(other_percent):
    import numbers
    assert isinstance(other_percent, numbers.Real) and not isinstance(other_percent, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A percent lies between 0 and 100.'
""" # END TEST CONFIG
def test_other_percent_range(other_percent):
    assert 0 < other_percent <= 100

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: '15 is the height of the bar, not its area.'
""" # END TEST CONFIG
def test_other_percent_not_the_height(other_percent):
    assert other_percent != 15

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The area of a bar is its height times its width. This bin is 2 minutes wide.'
""" # END TEST CONFIG
def test_other_percent_value(other_percent):
    assert abs(other_percent - 30) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 4: Which chart?
#
# | code | what it draws |
# |:--|:--|
# | `t.barh("a", "b")` | one bar for each row: `a` names it, `b` is its length |
# | `t.hist("a")` | how the numbers of column `a` are spread out |
# | `t.scatter("a", "b")` | one dot for each row, to see two numbers together |
# | `t.plot("a", "b")` | a line, for a number `b` that changes along `a`, such as time |

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 4.1.** Which chart fits best? Give the names `chart_a`, `chart_b` and `chart_c` to the best
# choice for each question. Write one of these strings: `"bar"`, `"histogram"`, `"scatter"`, `"line"`.
#
# - `chart_a`: How many plays did each of the four genres get?
# - `chart_b`: Do songs with a fast tempo tend to be shorter?
# - `chart_c`: How are the tempos of the 160 songs spread out?

# %% [raw]
# # BEGIN SOLUTION

# %%
chart_a = "bar" # SOLUTION
chart_b = "scatter" # SOLUTION
chart_c = "histogram" # SOLUTION
chart_a, chart_b, chart_c

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'Each of the three names should be a string in quotation marks.'
""" # END TEST CONFIG
def test_charts_are_strings(chart_a, chart_b, chart_c):
    assert all(isinstance(chart, str) for chart in [chart_a, chart_b, chart_c])

# %%
""" # BEGIN TEST CONFIG
failure_message: 'Use only the four words of the question, spelled the same way.'
""" # END TEST CONFIG
def test_charts_are_known(chart_a, chart_b, chart_c):
    assert all(chart in ["bar", "histogram", "scatter", "line"] for chart in [chart_a, chart_b, chart_c])

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Question a compares categories, and question c asks how one number is spread out. Which charts do that?'
""" # END TEST CONFIG
def test_charts_bar_and_histogram(chart_a, chart_c):
    assert chart_a == "bar" and chart_c == "histogram"

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Question b is about two numbers of each song, tempo and length.'
""" # END TEST CONFIG
def test_charts_scatter(chart_b):
    assert chart_b == "scatter"

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Are new songs shorter? A year has only a few songs, so we first sort the songs into **decades**.
# `songs.column("year") // 10` drops the last digit of each year, and `* 10` puts a 0 in its place.

# %%
by_decade = songs_with_minutes.with_column("decade", songs.column("year") // 10 * 10)
by_decade.select("year", "decade").show(5)

# %% [raw]
# # BEGIN QUESTION
# name: q4_2
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 4.2.** Make a table called `decade_minutes` with one row for each decade and two columns: the
# decade and the **average** of `minutes`. Then draw it as a line in the second cell. (Nothing checks the
# drawing but your eyes.)
#
# *Reminder:* Select the columns you need, then use `group` with `np.mean`.

# %% [raw]
# # BEGIN SOLUTION

# %%
decade_minutes = by_decade.select("decade", "minutes").group("decade", np.mean) # SOLUTION
decade_minutes

# %%
decade_minutes.plot("decade") # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'decade_minutes should be a table. Start from the table by_decade and use one of its methods.'
""" # END TEST CONFIG
def test_decade_minutes_is_a_table(decade_minutes):
    from datascience import Table
    assert isinstance(decade_minutes, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'decade_minutes should have 5 rows and 2 columns. Select the two columns you need before you group.'
""" # END TEST CONFIG
def test_decade_minutes_shape(decade_minutes):
    assert decade_minutes.num_rows == 5 and decade_minutes.num_columns == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The first column should hold the five decades.'
""" # END TEST CONFIG
def test_decade_minutes_decades(decade_minutes):
    assert sorted(decade_minutes.column(0)) == [1980, 1990, 2000, 2010, 2020]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The second column should be the average of minutes in each decade.'
""" # END TEST CONFIG
def test_decade_minutes_values(decade_minutes):
    means = dict(zip(decade_minutes.column(0), decade_minutes.column(1)))
    assert abs(means[1980] - 3.81587) < 0.001
    assert abs(means[2020] - 3.48246) < 0.001

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
# **Question 5.1.** A friend looks at your line of Question 4.2 and says: *"Songs get shorter because people
# listen on phones."* Write **3 or 4 sentences**. Say what the line shows (quote two numbers), whether it
# shows the **reason**, and one thing you would look at next.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# From the 1980s to the 2020s the average song of this station got shorter, from about
# 3.8 minutes to about 3.5
# minutes. The line says nothing about phones: it shows when songs came out, and not why they have their length.
# The mix of genres may have changed, or the station may pick its old songs in another way than its new ones. I
# would look at one genre alone, to compare like with like.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | says that the averages fall, and quotes two numbers from the table or the chart |
# | 1 | says that the chart does not show the reason, or names another possible reason |
# | 1 | names one useful next step, such as one genre alone, more songs, or how the station chose its songs |

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
