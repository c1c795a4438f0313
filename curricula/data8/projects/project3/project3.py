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
# name: project3
# files:
#   - ambulances.csv
#   - new_ambulances.csv
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
# # Project 3: How long until help comes?
#
# A county has three ambulance stations. Now 400 homes are to be built in **Oak Bend**, **8 miles** from the
# station River. How long will the people there wait for help? Should the county pay for a small new station, **2
# miles** from Oak Bend? It wants a report, from you. (The county and its data are made up.) You will
#
# 1. **look** at the calls of one season,
# 2. find the **line** for guessing minutes from miles, and test it on **new calls**,
# 3. find out **how sure** the line is, and compare the stations,
# 4. **guess** for Oak Bend: for the average call, and for a single one, and
# 5. **write the report**.
#
# The project takes two weeks. Parts 1 and 2 need what you know from week 12, and Parts 3 and 4 what you know from
# week 13. You may work with a partner. Work from top to bottom and run every cell. Where you see three dots,
# `...`, put your answer. Some results are random: they change each time you run a cell, and the tests allow for
# that. You may add cells of your own to try things out.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## The data
#
# One row for each of the **420** calls of one season.
#
# | label | meaning |
# |:--|:--|
# | `call` | number of the call |
# | `station` | `North`, `River` or `South`: where the ambulance started |
# | `miles` | length of the way, in miles |
# | `lights` | number of traffic lights on the way |
# | `rain` | did it rain? `yes` or `no` |
# | `minutes` | from the call until the ambulance arrived |

# %%
ambulances = Table.read_table("ambulances.csv")
ambulances.show(5)

# %% [markdown]
# Here are the functions that you know from Lab 9.

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
# ## Part 1: Look at the calls

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** Make a table called `by_station` with one row for each station and two columns: the station,
# and the **average** of the minutes of its calls.

# %% [raw]
# # BEGIN SOLUTION

# %%
by_station = ambulances.select("station", "minutes").group("station", np.mean) # SOLUTION
by_station

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'by_station should be a table. Start from the table ambulances and use one of its methods.'
""" # END TEST CONFIG
def test_by_station_is_a_table(by_station):
    from datascience import Table
    assert isinstance(by_station, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'by_station should have three rows and two columns.'
""" # END TEST CONFIG
def test_by_station_shape(by_station):
    assert by_station.num_rows == 3 and by_station.num_columns == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The second column should be averages. They lie between 10 and 15 minutes.'
""" # END TEST CONFIG
def test_by_station_averages(by_station):
    assert all(10 < value < 15 for value in by_station.column(1))

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each row should have the average of the minutes of one station. This is not the median.'
""" # END TEST CONFIG
def test_by_station_values(by_station):
    means = dict(zip(by_station.column(0), by_station.column(1)))
    assert abs(means["North"] - 13.7532) < 0.005 and abs(means["River"] - 11.0199) < 0.005
    assert abs(means["South"] - 11.8848) < 0.005

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
# **Question 1.2.** The county promises help **within 8 minutes**: in 8 minutes or less. Give the name `in_time`
# to the **proportion** of all 420 calls for which that was true.

# %% [raw]
# # BEGIN SOLUTION

# %%
in_time = np.count_nonzero(ambulances.column("minutes") <= 8) / ambulances.num_rows # SOLUTION
in_time

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'in_time should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_in_time_is_a_number(in_time):
    import numbers
    assert isinstance(in_time, numbers.Real) and not isinstance(in_time, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A proportion is never below 0 or above 1.'
""" # END TEST CONFIG
def test_in_time_range(in_time):
    assert 0 <= in_time <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A call with exactly 8.0 minutes is in time.'
""" # END TEST CONFIG
def test_in_time_edge(in_time):
    assert abs(in_time - 0.209524) > 0.0005

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the calls with 8 minutes or less, and divide by the number of all calls.'
""" # END TEST CONFIG
def test_in_time_value(in_time):
    assert abs(in_time - 0.211905) < 0.0006

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Oak Bend will belong to the station River. From here on, `river` has the calls of this station.

# %%
river = ambulances.where("station", "River")
river.num_rows

# %% [raw]
# # BEGIN QUESTION
# name: q1_3
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.3.** What goes along with the minutes more closely: the miles, or the traffic lights? Give the
# names `r_miles` and `r_lights` to the correlations of `miles` and of `lights` with `minutes`, for the calls in
# `river`.

# %% [raw]
# # BEGIN SOLUTION

# %%
r_miles = correlation(river, "miles", "minutes") # SOLUTION
r_lights = correlation(river, "lights", "minutes") # SOLUTION
r_miles, r_lights

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'r_miles should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_r_miles_is_a_number(r_miles):
    import numbers
    assert isinstance(r_miles, numbers.Real) and not isinstance(r_miles, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A correlation is never below -1 or above 1.'
""" # END TEST CONFIG
def test_correlations_range(r_miles, r_lights):
    assert -1 <= r_miles <= 1 and -1 <= r_lights <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Use the table river, and the columns miles and minutes.'
""" # END TEST CONFIG
def test_r_miles_value(r_miles):
    assert abs(r_miles - 0.915470) < 0.006

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Use the table river, and the columns lights and minutes.'
""" # END TEST CONFIG
def test_r_lights_value(r_lights):
    assert abs(r_lights - 0.847966) < 0.006

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q1_4
# points: 3
# manual: true

# %% [markdown]
# **Question 1.4.** Draw a **scatter plot** of the calls in `river`, with `miles` on the horizontal axis and
# `minutes` on the vertical one. Below it, write **2 to 4 sentences**: direction, form, strength (quote r), and
# whether a line makes sense here.

# %% [raw]
# # BEGIN SOLUTION

# %%
river.scatter("miles", "minutes") # SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# The dots go up from left to right: the farther the way, the longer it takes. They lie along a line, in a rather
# thin band, and r is 0.92. There is no strong curve and no dot far away from all others, so a line makes sense.
# At the same distance the minutes still differ by 5 or more, and there are few calls beyond 9 miles.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | has the right chart, with miles on the horizontal axis |
# | 1 | says that the dots go up and lie roughly along a line, with a strong relation (r is about 0.92) |
# | 1 | says whether a line makes sense, with a reason from the picture: no strong curve, no odd dots, or few dots on the right |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: The line, and a test of it

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Give the names `river_slope` and `river_intercept` to the slope and the intercept of the
# regression line for guessing `minutes` from `miles`, for the calls in `river`.

# %% [raw]
# # BEGIN SOLUTION

# %%
river_slope = slope(river, "miles", "minutes") # SOLUTION
river_intercept = intercept(river, "miles", "minutes") # SOLUTION
river_slope, river_intercept

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'river_slope should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_river_slope_is_a_number(river_slope):
    import numbers
    assert isinstance(river_slope, numbers.Real) and not isinstance(river_slope, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'river_intercept should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_river_intercept_is_a_number(river_intercept):
    import numbers
    assert isinstance(river_intercept, numbers.Real) and not isinstance(river_intercept, bool)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Use the table river. Here miles is x and minutes is y; the order matters.'
""" # END TEST CONFIG
def test_river_slope_value(river_slope):
    assert abs(river_slope - 1.62962) < 0.002

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The line crosses x = 0 between 3 and 4 minutes. Use the function intercept.'
""" # END TEST CONFIG
def test_river_intercept_value(river_intercept):
    assert abs(river_intercept - 3.34066) < 0.006

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
# **Question 2.2.** Write a function called `river_guess` that takes a number of **miles** and returns the
# **minutes** that the line gives. It should also work for an array of miles.

# %% [raw]
# # BEGIN SOLUTION

# %%
def river_guess(miles):
    """Return the minutes that the line of the station River gives."""
    return river_slope * miles + river_intercept # SOLUTION

river_guess(2), river_guess(8)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'river_guess should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_river_guess_is_a_function(river_guess):
    assert callable(river_guess)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'river_guess(8) should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_river_guess_is_a_number(river_guess):
    import numbers
    assert isinstance(river_guess(8), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'For 8 miles the line gives more than 16 minutes, and for 0 miles the intercept.'
""" # END TEST CONFIG
def test_river_guess_values(river_guess):
    assert abs(river_guess(8) - 16.3776) < 0.02 and abs(river_guess(0) - 3.3407) < 0.02

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function should work for an array: do arithmetic with the miles that are given.'
""" # END TEST CONFIG
def test_river_guess_array(river_guess):
    import numpy as np
    guesses = river_guess(np.array([2, 5]))
    assert abs(guesses[0] - 6.5999) < 0.02 and abs(guesses[1] - 11.4888) < 0.02

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
# **Question 2.3.** What does the slope of about 1.63 mean? Give the name `meaning` to the number of the best
# sentence.
#
# 1. An ambulance of the station River drives 1.63 miles in a minute.
# 2. Each call takes 1.63 minutes longer than the one before it.
# 3. Of two calls, one of which is 1 mile farther away, the farther one always takes exactly 1.63 minutes longer.
# 4. Calls that are 1 mile farther away take about 1.63 minutes longer on average.

# %% [raw]
# # BEGIN SOLUTION

# %%
meaning = 4 # SOLUTION
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
failure_message: 'The slope has the unit minutes for each mile.'
""" # END TEST CONFIG
def test_meaning_unit(meaning):
    assert meaning not in [1, 2]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Look at the picture: do all dots lie on the line?'
""" # END TEST CONFIG
def test_meaning_value(meaning):
    assert meaning == 4

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
# **Question 2.4.** Make an array called `residuals` with the residual of each call in `river`, in the order of
# the table: the real minutes **minus** the guess. Then give the name `error` to their **root mean square**: the
# square root of the average of the squares.

# %% [raw]
# # BEGIN SOLUTION

# %%
residuals = river.column("minutes") - river_guess(river.column("miles")) # SOLUTION
error = np.sqrt(np.mean(residuals ** 2)) # SOLUTION
error

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'residuals should hold 171 values.'
""" # END TEST CONFIG
def test_residuals_length(residuals):
    assert len(residuals) == 171

# %%
""" # BEGIN TEST CONFIG
failure_message: 'error should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_error_is_a_number(error):
    import numbers
    assert isinstance(error, numbers.Real) and not isinstance(error, bool)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A residual is the real minutes minus the guess. The first one is about 0.7 minutes.'
""" # END TEST CONFIG
def test_residuals_values(residuals):
    assert abs(residuals[0] - 0.72236) < 0.02 and abs(residuals[2] + 1.40357) < 0.02

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Square the residuals, take the average, and then the square root.'
""" # END TEST CONFIG
def test_error_value(error):
    assert abs(error - 1.66909) < 0.003

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# The line was chosen to be best for these 171 calls. So they are no fair test of it. Here are **60 new calls**,
# all those of the station River in the month **after** the season. The line has not seen them.

# %%
new_calls = Table.read_table("new_ambulances.csv")
new_calls.show(3)

# %% [raw]
# # BEGIN QUESTION
# name: q2_5
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.5.** Let `river_guess` guess the minutes of the **new** calls. Make an array called `new_residuals`
# with the real minutes minus the guesses, and give the name `new_error` to their root mean square.

# %% [raw]
# # BEGIN SOLUTION

# %%
new_residuals = new_calls.column("minutes") - river_guess(new_calls.column("miles")) # SOLUTION
new_error = np.sqrt(np.mean(new_residuals ** 2)) # SOLUTION
new_error

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'new_residuals should hold 60 values.'
""" # END TEST CONFIG
def test_new_residuals_length(new_residuals):
    assert len(new_residuals) == 60

# %%
""" # BEGIN TEST CONFIG
failure_message: 'new_error should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_new_error_is_a_number(new_error):
    import numbers
    assert isinstance(new_error, numbers.Real) and not isinstance(new_error, bool)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Use the line of the season. A line made from the new calls is no test.'
""" # END TEST CONFIG
def test_new_error_not_refitted(new_error):
    assert abs(new_error - 1.55397) > 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the real minutes of the new calls minus the guesses, then the root mean square.'
""" # END TEST CONFIG
def test_new_error_value(new_error, new_residuals):
    assert abs(new_error - 1.59783) < 0.006 and abs(new_residuals[0] - 1.3075) < 0.03

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
# **Question 2.6.** You found `error` on the calls that made the line, and `new_error` on new calls. What do the
# two numbers say? Give the name `lesson` to the number of the best sentence.
#
# 1. `new_error` is about as large as `error`, so the line guesses new calls of this station about as well as
#    those of the season.
# 2. The errors are not 0, so the line is useless.
# 3. The two errors are not exactly equal, so the line is wrong for new calls.
# 4. Both errors are small, so the line is good for all stations and all distances.

# %% [raw]
# # BEGIN SOLUTION

# %%
lesson = 1 # SOLUTION
lesson

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'lesson should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_lesson_is_a_number(lesson):
    import numbers
    assert isinstance(lesson, numbers.Real) and not isinstance(lesson, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'lesson should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_lesson_is_an_option(lesson):
    assert lesson in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Errors of samples differ a bit by chance, and no line is without errors.'
""" # END TEST CONFIG
def test_lesson_chance(lesson):
    assert lesson not in [2, 3]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'For which station did you make the line, and for which one did you test it?'
""" # END TEST CONFIG
def test_lesson_value(lesson):
    assert lesson == 1

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Now look at what the line missed.

# %%
river.with_column("residual", residuals).scatter("miles", "residual")

# %% [raw]
# # BEGIN QUESTION
# name: q2_7
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.7.** When it rains, traffic is slow. Give the names `rain_residual` and `dry_residual` to the
# **average residual** of the calls of `river` with rain, and of those without.
#
# *Hint:* Add the residuals as a column first.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
with_residual = river.with_column("residual", residuals)
# END SOLUTION
rain_residual = np.mean(with_residual.where("rain", "yes").column("residual")) # SOLUTION
dry_residual = np.mean(with_residual.where("rain", "no").column("residual")) # SOLUTION
rain_residual, dry_residual

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'rain_residual should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_rain_residual_is_a_number(rain_residual):
    import numbers
    assert isinstance(rain_residual, numbers.Real) and not isinstance(rain_residual, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'dry_residual should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_dry_residual_is_a_number(dry_residual):
    import numbers
    assert isinstance(dry_residual, numbers.Real) and not isinstance(dry_residual, bool)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the average of the residuals of the calls with rain, not of their minutes.'
""" # END TEST CONFIG
def test_rain_residual_value(rain_residual):
    assert abs(rain_residual - 3.01707) < 0.03

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the average of the residuals of the calls without rain. It is below 0.'
""" # END TEST CONFIG
def test_dry_residual_value(dry_residual):
    assert abs(dry_residual + 0.42239) < 0.03

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
river.select("rain", "miles", "minutes").group("rain", np.mean)

# %% [raw]
# # BEGIN QUESTION
# name: q2_8
# points: 3
# manual: true

# %% [markdown]
# **Question 2.8.** Calls with rain took 15.2 minutes on average, and the others 10.4: a difference of 4.7
# minutes. Write **3 or 4 sentences**: why is that **not** a fair measure of what goes along with rain (look at
# the whole table above), how large is the difference in the **residuals**, and what does this mean for a guess
# for Oak Bend on a rainy day?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# The calls with rain were also farther away, 5.4 miles on average against 4.6, so a part of the 4.7 minutes comes
# from the longer ways. The residuals compare each call with the guess for its own distance: with rain they are
# 3.0 on average, and without rain -0.4, which makes a difference of 3.4 minutes. So on a rainy day the line
# guesses too low by about 3 minutes. For Oak Bend I would say about 19 minutes in the rain, not 16.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | says that the rainy calls were farther away, so the averages do not compare like with like |
# | 1 | gives the difference of the residuals, about 3.4 minutes (or both averages) |
# | 1 | says that the guess for a rainy day is too low, by about 3 minutes |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: How sure is the line?
#
# Another season would have brought other calls, and another line. We treat the calls of this season as a
# **sample** of all calls that the station might get, and **bootstrap**.

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** Write a function called `resampled_slope` that takes the **name of a station**, makes **one**
# resample of the calls of this station in `ambulances`, and returns the slope of its line for guessing `minutes`
# from `miles`.

# %% [raw]
# # BEGIN SOLUTION

# %%
def resampled_slope(station):
    """Return the slope of the line in one resample of a station."""
    # BEGIN SOLUTION
    calls = ambulances.where("station", station).select("miles", "minutes")
    return slope(calls.sample(), "miles", "minutes")
    # END SOLUTION

resampled_slope("River")

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'resampled_slope should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_resampled_slope_is_a_function(resampled_slope):
    assert callable(resampled_slope)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'resampled_slope should return one number. Does the function return its result?'
""" # END TEST CONFIG
def test_resampled_slope_is_a_number(resampled_slope):
    import numbers
    assert isinstance(resampled_slope("River"), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each call of the function should make a new resample, with replacement, of all calls of the station.'
""" # END TEST CONFIG
def test_resampled_slope_varies(resampled_slope):
    import numpy as np
    assert 0.036 < np.std([resampled_slope("River") for _ in range(100)]) < 0.09

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Keep the miles and the minutes of a call together. The slopes should lie around that of the station.'
""" # END TEST CONFIG
def test_resampled_slope_average(resampled_slope):
    import numpy as np
    assert abs(np.mean([resampled_slope("River") for _ in range(100)]) - 1.63) < 0.035

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function should use the station that it is given.'
""" # END TEST CONFIG
def test_resampled_slope_station(resampled_slope):
    import numpy as np
    assert abs(np.mean([resampled_slope("North") for _ in range(100)]) - 2.093) < 0.05

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
# **Question 3.2.** Make an array called `slopes` with **1,000** slopes of resamples of the station **River**.

# %% [raw]
# # BEGIN SOLUTION

# %%
slopes = make_array()
for i in np.arange(1000):
    slopes = np.append(slopes, resampled_slope("River")) # SOLUTION
slopes

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'slopes should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_slopes_is_an_array(slopes):
    import numpy as np
    assert isinstance(slopes, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'slopes should hold 1,000 values.'
""" # END TEST CONFIG
def test_slopes_length(slopes):
    assert len(slopes) == 1000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Call the function anew for each value.'
""" # END TEST CONFIG
def test_slopes_vary(slopes):
    assert len(set(slopes)) > 500

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The values should be slopes for the station River, around 1.63.'
""" # END TEST CONFIG
def test_slopes_values(slopes):
    import numpy as np
    assert abs(np.mean(slopes) - 1.632) < 0.012 and 0.049 < np.std(slopes) < 0.07

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
Table().with_column("slope of a resample", slopes).hist(bins=np.arange(1.4, 1.91, 0.02), unit="minute per mile")

# %% [raw]
# # BEGIN QUESTION
# name: q3_3
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.3.** Give the names `left` and `right` to the ends of the **95 percent** confidence interval for
# the slope of the station River: the middle 95 percent of `slopes`.

# %% [raw]
# # BEGIN SOLUTION

# %%
left = percentile(2.5, slopes) # SOLUTION
right = percentile(97.5, slopes) # SOLUTION
left, right

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'left should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_left_is_a_number(left):
    import numbers
    assert isinstance(left, numbers.Real) and not isinstance(left, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'left should be below right.'
""" # END TEST CONFIG
def test_interval_order(left, right):
    assert left < right

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: '2.5 percent of the slopes should be below the left end. Use percentile.'
""" # END TEST CONFIG
def test_left_value(left, slopes):
    import numpy as np
    assert np.mean(slopes < left) < 0.035 and np.mean(slopes <= left) > 0.015

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: '2.5 percent of the slopes should be above the right end. Use percentile.'
""" # END TEST CONFIG
def test_right_value(right, slopes):
    import numpy as np
    assert np.mean(slopes > right) < 0.035 and np.mean(slopes >= right) > 0.015

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Are the roads around the station **North** slower than those around River? Its slope is about 0.46 minutes a
# mile larger. And that of **South** is about 0.07 larger:

# %%
north = ambulances.where("station", "North")
south = ambulances.where("station", "South")
slope(north, "miles", "minutes") - river_slope, slope(south, "miles", "minutes") - river_slope

# %% [markdown]
# - **Null hypothesis:** the true slopes of the two stations are equal. The difference in our data is due to
#   chance.
# - **Alternative:** the true slopes are not equal.
#
# As in week 13, you test that with a confidence interval: is a difference of **0** in it? You agree on a cutoff
# of 5 percent **before** you look.

# %% [raw]
# # BEGIN QUESTION
# name: q3_4
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.4.** Make two arrays with **1,000** differences each, every one from new resamples:
# `north_differences` with the slope of a resample of **North minus** that of a resample of **River**, and
# `south_differences` with **South minus River**. Use your function.

# %% [raw]
# # BEGIN SOLUTION

# %%
north_differences = make_array()
south_differences = make_array()
for i in np.arange(1000):
    # BEGIN SOLUTION
    north_differences = np.append(north_differences, resampled_slope("North") - resampled_slope("River"))
    south_differences = np.append(south_differences, resampled_slope("South") - resampled_slope("River"))
    # END SOLUTION
np.mean(north_differences), np.mean(south_differences)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'north_differences and south_differences should be arrays, not single numbers, lists or tables.'
""" # END TEST CONFIG
def test_differences_are_arrays(north_differences, south_differences):
    import numpy as np
    assert isinstance(north_differences, np.ndarray) and isinstance(south_differences, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'Both arrays should hold 1,000 values.'
""" # END TEST CONFIG
def test_differences_length(north_differences, south_differences):
    assert len(north_differences) == 1000 and len(south_differences) == 1000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the slope of River: the differences should lie around 0.46 for North and 0.07 for South.'
""" # END TEST CONFIG
def test_differences_average(north_differences, south_differences):
    import numpy as np
    assert abs(np.mean(north_differences) - 0.463) < 0.02 and abs(np.mean(south_differences) - 0.071) < 0.018

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Both slopes vary by chance. Make a new resample of both stations for each difference.'
""" # END TEST CONFIG
def test_differences_spread(north_differences, south_differences):
    import numpy as np
    assert 0.084 < np.std(north_differences) < 0.108 and 0.0765 < np.std(south_differences) < 0.097

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
# **Question 3.5.** Give the names `north_left` and `north_right` to the ends of the **95 percent** confidence
# interval for the difference of North and River, and `south_left` and `south_right` to those for South and River.

# %% [raw]
# # BEGIN SOLUTION

# %%
north_left = percentile(2.5, north_differences) # SOLUTION
north_right = percentile(97.5, north_differences) # SOLUTION
south_left = percentile(2.5, south_differences) # SOLUTION
south_right = percentile(97.5, south_differences) # SOLUTION
make_array(north_left, north_right, south_left, south_right)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'All four ends should be numbers. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_ends_are_numbers(north_left, north_right, south_left, south_right):
    import numbers
    assert all(isinstance(end, numbers.Real) for end in [north_left, north_right, south_left, south_right])

# %%
""" # BEGIN TEST CONFIG
failure_message: 'Each left end should be below its right end.'
""" # END TEST CONFIG
def test_ends_order(north_left, north_right, south_left, south_right):
    assert north_left < north_right and south_left < south_right

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the middle 95 percent of north_differences.'
""" # END TEST CONFIG
def test_north_ends(north_left, north_right, north_differences):
    import numpy as np
    assert np.mean(north_differences < north_left) < 0.035 and np.mean(north_differences <= north_left) > 0.015
    assert np.mean(north_differences > north_right) < 0.035 and np.mean(north_differences >= north_right) > 0.015

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the middle 95 percent of south_differences.'
""" # END TEST CONFIG
def test_south_ends(south_left, south_right, south_differences):
    import numpy as np
    assert np.mean(south_differences < south_left) < 0.035 and np.mean(south_differences <= south_left) > 0.015
    assert np.mean(south_differences > south_right) < 0.035 and np.mean(south_differences >= south_right) > 0.015

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3_6
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.6.** What do you conclude? Give the name `stations_say` to the number of the best sentence.
#
# 1. Both stations have slower roads than River: both slopes are larger in our data.
# 2. For North, the data speaks against equal slopes. For South, it fits equal slopes, so it is proven that South
#    and River are equally fast.
# 3. For North, the data speaks against equal slopes. For South, it fits equal slopes, but also slopes that differ
#    a bit, so we can't tell.
# 4. For South, the data speaks against equal slopes. For North, we can't tell.

# %% [raw]
# # BEGIN SOLUTION

# %%
stations_say = 3 # SOLUTION
stations_say

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'stations_say should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_stations_say_is_a_number(stations_say):
    import numbers
    assert isinstance(stations_say, numbers.Real) and not isinstance(stations_say, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'stations_say should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_stations_say_is_an_option(stations_say):
    assert stations_say in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'In which of the two intervals is 0?'
""" # END TEST CONFIG
def test_stations_say_zero(stations_say):
    assert stations_say not in [1, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'An interval with 0 in it has other values in it, too. So it is no proof.'
""" # END TEST CONFIG
def test_stations_say_value(stations_say):
    assert stations_say == 3

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3_7
# points: 3
# manual: true

# %% [markdown]
# **Question 3.7.** A member of the council reads this and says: *"So the drivers of the station North are slower.
# We should train them."* Write **3 or 4 sentences** to her: what does your interval for North say (quote it, with
# its unit), what does it **not** say, and what would you look at before you train anybody?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# We are 95 percent confident that each mile takes between about 0.28 and 0.65 minutes more at the station North
# than at River, so the difference is hardly due to chance. But the data does not say why. Nobody decided by lot
# who drives where: roads around North may be narrow or steep, or have more traffic at the hours of its calls. I
# would look at the roads, the hours and the traffic first, or let drivers of both stations change places for some
# weeks, by lot.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | quotes the interval for North, about 0.28 to 0.65 minutes for each mile, and says that 0 is not in it, or that chance is an unlikely explanation |
# | 1 | says that this is no evidence for a cause such as the drivers |
# | 1 | names another explanation, or a way to find out, such as roads, traffic, or drivers who change places |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 4: A guess for Oak Bend
#
# Oak Bend is **8 miles** from the station River. The line gives about 16.4 minutes.

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.1.** Up to how many miles from the station does the **line** give **8 minutes or less**? Give the
# name `reach` to this number of miles. Use `river_slope` and `river_intercept`.

# %% [raw]
# # BEGIN SOLUTION

# %%
reach = (8 - river_intercept) / river_slope # SOLUTION
reach

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'reach should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_reach_is_a_number(reach):
    import numbers
    assert isinstance(reach, numbers.Real) and not isinstance(reach, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The number of miles should be above 0 and below 15.'
""" # END TEST CONFIG
def test_reach_range(reach):
    assert 0 < reach < 15

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'At this distance, the guess should be exactly 8 minutes. Try river_guess(reach).'
""" # END TEST CONFIG
def test_reach_guess(reach, river_guess):
    assert abs(river_guess(reach) - 8) < 0.05

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the 8 minutes, subtract the intercept, and divide by the slope.'
""" # END TEST CONFIG
def test_reach_value(reach):
    assert abs(reach - 2.85916) < 0.01

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
# **Question 4.2.** Make an array called `heights` with the **height at 8 miles** of the lines of **1,000**
# resamples of the station River. Then give the names `low` and `high` to the ends of the **95 percent**
# confidence interval.
#
# *Hint:* The height of a line is its slope times 8, plus its intercept. Both must come from the **same**
# resample.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
def resampled_height():
    """Return the height at 8 miles of the line of one resample."""
    resample = river.select("miles", "minutes").sample()
    return slope(resample, "miles", "minutes") * 8 + intercept(resample, "miles", "minutes")

# END SOLUTION
heights = make_array()
for i in np.arange(1000):
    heights = np.append(heights, resampled_height()) # SOLUTION

low = percentile(2.5, heights) # SOLUTION
high = percentile(97.5, heights) # SOLUTION
low, high

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'heights should hold 1,000 values.'
""" # END TEST CONFIG
def test_heights_length(heights):
    assert len(heights) == 1000

# %%
""" # BEGIN TEST CONFIG
failure_message: 'low should be below high.'
""" # END TEST CONFIG
def test_low_high_order(low, high):
    assert low < high

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The heights should lie around 16.4 minutes.'
""" # END TEST CONFIG
def test_heights_average(heights):
    import numpy as np
    assert abs(np.mean(heights) - 16.388) < 0.06

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take slope and intercept from the same resample, with replacement, of all calls of the station River.'
""" # END TEST CONFIG
def test_heights_spread(heights):
    import numpy as np
    assert 0.225 < np.std(heights) < 0.31

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the 2.5th and the 97.5th percentile of heights.'
""" # END TEST CONFIG
def test_low_high_values(low, high, heights):
    import numpy as np
    assert np.mean(heights < low) < 0.035 and np.mean(heights <= low) > 0.015
    assert np.mean(heights > high) < 0.035 and np.mean(heights >= high) > 0.015

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
Table().with_column("height at 8 miles", heights).hist(bins=np.arange(15.4, 17.5, 0.1), unit="minute")

# %% [markdown]
# The interval is for the **average** call from 8 miles. A single call may be faster or slower by several minutes.
# A simple range for a **single** call is the guess **plus or minus two times** `error`. Does that work? The new
# calls can tell.

# %% [raw]
# # BEGIN QUESTION
# name: q4_3
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.3.** Give the name `caught` to the **proportion** of the 60 new calls that are **at most two
# times** `error` away from their guess, above or below it. Use `new_residuals`.

# %% [raw]
# # BEGIN SOLUTION

# %%
caught = np.count_nonzero(abs(new_residuals) <= 2 * error) / 60 # SOLUTION
caught

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'caught should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_caught_is_a_number(caught):
    import numbers
    assert isinstance(caught, numbers.Real) and not isinstance(caught, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A proportion is never below 0 or above 1.'
""" # END TEST CONFIG
def test_caught_range(caught):
    assert 0 <= caught <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A call may be above or below its guess. Look at the residuals without their signs.'
""" # END TEST CONFIG
def test_caught_signs(caught):
    assert abs(caught - 0.95) > 0.005

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the new residuals whose distance from 0 is at most two times error, and divide by 60.'
""" # END TEST CONFIG
def test_caught_value(caught):
    assert round(float(caught), 2) == 0.93

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
# **Question 4.4.** A person in Oak Bend calls for help: *"How long will it take?"* Which answer fits your work?
# Give the name `answer` to its number.
#
# 1. "Between `low` and `high`, with 95 percent confidence."
# 2. "Probably between about 13 and 20 minutes, and longer if it rains."
# 3. "Exactly 16.4 minutes."
# 4. "Between `left` and `right` minutes."

# %% [raw]
# # BEGIN SOLUTION

# %%
answer = 2 # SOLUTION
answer

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'answer should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_answer_is_a_number(answer):
    import numbers
    assert isinstance(answer, numbers.Real) and not isinstance(answer, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'answer should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_answer_is_an_option(answer):
    assert answer in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'left and right are about a slope, and no single call is exactly on the line.'
""" # END TEST CONFIG
def test_answer_not_exact(answer):
    assert answer not in [3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The interval from low to high is for the average of many calls. This is one call.'
""" # END TEST CONFIG
def test_answer_value(answer):
    assert answer == 2

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4_5
# points: 3
# manual: true

# %% [markdown]
# **Question 4.5.** The builder of Oak Bend wants to print: *"Help in less than 17 minutes, with 95 percent
# confidence!"* He has seen your interval from 4.2. Write **2 to 4 sentences** to him: what is the interval about,
# why is the sentence misleading, and what could he print in its place?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# My interval from about 15.9 to 16.9 minutes is for the average of all calls from 8 miles, not for a single call.
# Single calls vary much more: about half of them take longer than 16.4 minutes, and in the rain it is often 19 or
# more. So many people would wait longer than 17 minutes. He could print: "Help takes about 16 minutes on average,
# and nearly always less than 20 when it is dry."
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | says that the interval is for the average of calls from 8 miles (or for the height of the line) |
# | 1 | says that single calls vary much more, so many of them take longer than 17 minutes |
# | 1 | proposes an honest sentence: about an average, or with a range for a single call such as 13 to 20 minutes |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 5: The report
#
# A person reads your report. It counts for 6 points. Write the code in Parts 1 to 4, and **words** here.

# %% [raw]
# # BEGIN QUESTION
# name: q5_1
# points: 6
# manual: true

# %% [markdown]
# **Question 5.1.** Write a report of **15 to 20 sentences** to the council of the county, for readers who have
# not taken this course. Should the county pay for a small station 2 miles from Oak Bend? Use these five headings:
#
# - **Question:** what is to be decided, and why does it matter?
# - **Data:** which calls you used, and how many.
# - **Findings:** how long help takes for Oak Bend now, and how long it would take from a distance of 2 miles.
#   Give an **interval** for the average call at 8 miles, a range for a single call, and say how you **tested**
#   your guesses. Refer to at least one of your charts.
# - **Limits:** at least two things that could make your guesses wrong.
# - **Advice:** what you would do, and what the county should find out before it decides.
#
# You may add cells with code above your answer.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# **Question.** 400 homes are to be built in Oak Bend, 8 miles from the station River. The county promises help
# within 8 minutes, and minutes can decide about a life. So we ask how long people there would wait, and what a
# new station would change.
#
# **Data.** We used 420 calls of one season, 171 of them from the station River, and 60 calls of the month after
# it for a test.
#
# **Findings.** The scatter plot of Question 1.4 shows that minutes grow with miles, along a line. Each mile more
# goes along with about 1.6 minutes more. For Oak Bend, this gives about 16.4 minutes. Another season would give
# another line, but we are 95 percent confident that the average call from there takes between 15.9 and 16.9
# minutes. A single call may take from about 13 to 20 minutes, and in the rain about 3 minutes longer. From 2
# miles away, the line gives about 6.6 minutes, so nearly 10 minutes less. We tested the line on the 60 new calls:
# its typical error was 1.6 minutes, as in the season, and 93 percent of these calls were within two errors of the
# guess.
#
# **Limits.** A new station may have other roads than River; the station North needs 0.3 to 0.65 minutes more for
# each mile. The line is for the roads of today, and 400 homes bring more traffic. The calls are of one season,
# perhaps without snow. Few calls came from as far away as 8 miles.
#
# **Advice.** At 8 miles the county can't keep its promise, and at 2 miles it mostly can. I would pay for the new
# station, if it has roads like those of River. Before that, find out what it costs, how many calls 400 homes
# bring in a year, and drive the way from the planned place ten times at different hours.
#
# **Rubric (6 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | says what is to be decided, and which data is used, with its size and season (171 or 420 calls, and 60 new ones) |
# | 1 | compares both distances with guesses of the line: about 16.4 minutes at 8 miles and about 6.6 at 2 miles |
# | 1 | gives the interval for the average call at 8 miles (about 15.9 to 16.9), and a wider range for a single call, and explains them in plain words |
# | 1 | says how the guesses were tested on new calls, and what came out; refers to a chart |
# | 1 | names two serious limits, such as other roads, more traffic, one season, rain, few calls from far away |
# | 1 | gives advice that follows from the findings and names something to find out, all in words that a reader outside the course understands |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## You are done
#
# Before you hand in:
#
# 1. In the menu, choose **Kernel → Restart Kernel and Run All Cells**. Every cell should run without an error.
# 2. Read your answers of 1.4, 2.8, 3.7, 4.5 and 5.1 once more. Would a friend understand them?
# 3. Save the notebook.
# 4. Run the last cell and hand in the zip file the way your instructor asked for.
