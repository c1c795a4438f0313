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
# name: hw04
# files:
#   - students.csv
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
# # Homework 4: Chance and samples
#
# How often does a bus that is nearly always on time make you late at least once a week? And how well do 50
# students speak for 1,500? You will
#
# 1. **calculate** chances,
# 2. **simulate** to check them,
# 3. draw **samples** and see how much a statistic changes, and
# 4. **write** about what a sample can tell.
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer. Some results are
# random: they change each time you run a cell, and the tests allow for that.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## Part 1: Calculate
#
# If two things don't influence each other, the chance that **both** happen is the product of their chances.
# If the first one changes the second, use the chance of the second **after** the first has happened.

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** A bus is late with a chance of 0.1, whatever happened on other days. You take it on **5
# days**. Give the name `never_late` to the chance that it is on time on **all** 5 days, and let Python
# calculate it.

# %% [raw]
# # BEGIN SOLUTION

# %%
never_late = 0.9 ** 5 # SOLUTION
never_late

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'never_late should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_never_late_is_a_number(never_late):
    import numbers
    assert isinstance(never_late, numbers.Real) and not isinstance(never_late, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A chance is never below 0 or above 1.'
""" # END TEST CONFIG
def test_never_late_range(never_late):
    assert 0 <= never_late <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'All 5 days should go well: that is less likely than one day.'
""" # END TEST CONFIG
def test_never_late_less_than_one_day(never_late):
    assert 0.1 < never_late < 0.9

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Multiply the chance of being on time five times with itself.'
""" # END TEST CONFIG
def test_never_late_value(never_late):
    assert abs(never_late - 0.59049) < 0.0005

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
# **Question 1.2.** What is the chance that the bus is late on **at least one** of the 5 days? Call it
# `sometimes_late`.

# %% [raw]
# # BEGIN SOLUTION

# %%
sometimes_late = 1 - never_late # SOLUTION
sometimes_late

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'sometimes_late should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_sometimes_late_is_a_number(sometimes_late):
    import numbers
    assert isinstance(sometimes_late, numbers.Real) and not isinstance(sometimes_late, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A chance is never below 0 or above 1.'
""" # END TEST CONFIG
def test_sometimes_late_range(sometimes_late):
    assert 0 <= sometimes_late <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Do not add the five chances: two late days would count twice.'
""" # END TEST CONFIG
def test_sometimes_late_not_the_sum(sometimes_late):
    assert abs(sometimes_late - 0.5) > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The bus is late at least once whenever it is not on time on all days.'
""" # END TEST CONFIG
def test_sometimes_late_value(sometimes_late):
    assert abs(sometimes_late - 0.40951) < 0.0005

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
# **Question 1.3.** In a raffle there are **10 tickets**, and **3** of them win a parking permit. You draw
# two tickets and keep both. What is the chance that **both** win? Call it `both_win`.
#
# *Hint:* After the first winning ticket is gone, how many tickets are left, and how many of them win?

# %% [raw]
# # BEGIN SOLUTION

# %%
both_win = 3 / 10 * 2 / 9 # SOLUTION
both_win

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'both_win should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_both_win_is_a_number(both_win):
    import numbers
    assert isinstance(both_win, numbers.Real) and not isinstance(both_win, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A chance is never below 0 or above 1.'
""" # END TEST CONFIG
def test_both_win_range(both_win):
    assert 0 <= both_win <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'You keep the first ticket, so the second draw is from 9 tickets.'
""" # END TEST CONFIG
def test_both_win_without_replacement(both_win):
    assert abs(both_win - 0.09) > 0.001 and abs(both_win - 0.06) > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Multiply the chance of the first win by the chance of the second win after it.'
""" # END TEST CONFIG
def test_both_win_value(both_win):
    assert abs(both_win - 6 / 90) < 0.0005

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
# **Question 1.4.** Write a function called `at_least_once` that takes a **chance** and a **number of
# tries**, in this order, and returns the chance that something with this chance happens **at least once**
# in so many tries that don't influence each other.

# %% [raw]
# # BEGIN SOLUTION

# %%
def at_least_once(chance, tries):
    """Return the chance that something happens at least once."""
    return 1 - (1 - chance) ** tries # SOLUTION

at_least_once(0.1, 5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'at_least_once should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_at_least_once_is_a_function(at_least_once):
    assert callable(at_least_once)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'at_least_once(0.1, 5) should be a number from 0 to 1. Does the function return its result?'
""" # END TEST CONFIG
def test_at_least_once_range(at_least_once):
    assert 0 <= at_least_once(0.1, 5) <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'With a chance of 0.1 and 5 tries it should be the same as in Question 1.2.'
""" # END TEST CONFIG
def test_at_least_once_example(at_least_once):
    assert abs(at_least_once(0.1, 5) - 0.40951) < 0.0005

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function should work for other chances and tries, also for one try, for no try and for a chance of 1.'
""" # END TEST CONFIG
def test_at_least_once_others(at_least_once):
    assert abs(at_least_once(0.5, 2) - 0.75) < 0.0005 and abs(at_least_once(0.3, 1) - 0.3) < 0.0005
    assert abs(at_least_once(1, 3) - 1) < 0.0005 and abs(at_least_once(0.4, 0)) < 0.0005

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: Simulate
#
# To let something happen with a chance of 0.1, pick one of the numbers 0 to 9 at random, and say that it
# happens if the number is 0. `np.random.choice(np.arange(10), 5)` does that for 5 days.

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Write a function called `late_days` with no arguments that simulates **5 days** and
# returns on **how many** of them the bus is late.

# %% [raw]
# # BEGIN SOLUTION

# %%
def late_days():
    """Return the number of late days in a simulated week."""
    # BEGIN SOLUTION
    numbers = np.random.choice(np.arange(10), 5)
    return np.count_nonzero(numbers == 0)
    # END SOLUTION

late_days()

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'late_days should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_late_days_is_a_function(late_days):
    assert callable(late_days)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'late_days() should be a whole number from 0 to 5. Does the function return its result?'
""" # END TEST CONFIG
def test_late_days_range(late_days):
    assert all(late_days() in range(6) for _ in range(20))

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each call should simulate new days.'
""" # END TEST CONFIG
def test_late_days_varies(late_days):
    assert len({int(late_days()) for _ in range(200)}) > 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'On average the bus is late on half a day of 5: each day has a chance of 0.1.'
""" # END TEST CONFIG
def test_late_days_average(late_days):
    average = sum(late_days() for _ in range(2000)) / 2000
    assert 0.38 < average < 0.62

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
# **Question 2.2.** Make an array called `weeks` with the number of late days in each of **5,000** simulated
# weeks.

# %% [raw]
# # BEGIN SOLUTION

# %%
weeks = make_array()
for week in np.arange(5000):
    weeks = np.append(weeks, late_days()) # SOLUTION
weeks

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'weeks should be an array, not a single number, a list or a table. Use np.append in the loop.'
""" # END TEST CONFIG
def test_weeks_is_an_array(weeks):
    import numpy as np
    assert isinstance(weeks, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'weeks should hold 5000 values.'
""" # END TEST CONFIG
def test_weeks_length(weeks):
    assert len(weeks) == 5000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each value should be a number from 0 to 5, and not always the same.'
""" # END TEST CONFIG
def test_weeks_values(weeks):
    assert set(weeks) <= set(range(6)) and len(set(weeks)) > 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Call late_days anew for each week. Weeks with no late day are the most frequent ones.'
""" # END TEST CONFIG
def test_weeks_average(weeks):
    assert 0.43 < sum(weeks) / 5000 < 0.57 and sum(weeks == 0) > sum(weeks == 1)

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
# **Question 2.3.** In what proportion of the simulated weeks is the bus late **at least once**? Call it
# `simulated_late`, and compare it with `sometimes_late`.

# %% [raw]
# # BEGIN SOLUTION

# %%
simulated_late = np.count_nonzero(weeks >= 1) / 5000 # SOLUTION
simulated_late

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'simulated_late should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_simulated_late_is_a_number(simulated_late):
    import numbers
    assert isinstance(simulated_late, numbers.Real) and not isinstance(simulated_late, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A proportion is never below 0 or above 1.'
""" # END TEST CONFIG
def test_simulated_late_range(simulated_late):
    assert 0 <= simulated_late <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'At least once means 1 or more, not exactly 1 and not 0.'
""" # END TEST CONFIG
def test_simulated_late_near(simulated_late):
    assert 0.36 < simulated_late < 0.46

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the simulated weeks with 1 or more late days, and divide by 5,000.'
""" # END TEST CONFIG
def test_simulated_late_value(simulated_late, weeks):
    assert abs(simulated_late - sum(weeks >= 1) / 5000) < 0.0001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: Sample
#
# The table has all 1,500 students of a (made-up) college: a population.
#
# | label | meaning |
# |:--|:--|
# | `number` | a number from 1 to 1,500 |
# | `age` | age in years |
# | `units` | units of classes this term |
# | `time` | when most of the classes are: `day` or `evening` |
# | `miles` | distance from home to campus |

# %%
students = Table.read_table("students.csv")
students.show(5)

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** A student with **12 units or more** is *full-time*. Give the name `full_time` to the
# **proportion** of the population that is full-time.

# %% [raw]
# # BEGIN SOLUTION

# %%
full_time = np.count_nonzero(students.column("units") >= 12) / students.num_rows # SOLUTION
full_time

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'full_time should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_full_time_is_a_number(full_time):
    import numbers
    assert isinstance(full_time, numbers.Real) and not isinstance(full_time, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A proportion is never below 0 or above 1.'
""" # END TEST CONFIG
def test_full_time_range(full_time):
    assert 0 <= full_time <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A student with exactly 12 units is full-time, too.'
""" # END TEST CONFIG
def test_full_time_edge(full_time):
    assert abs(full_time - 0.097333) > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the students with 12 units or more, and divide by the number of all students.'
""" # END TEST CONFIG
def test_full_time_value(full_time):
    assert abs(full_time - 0.427333) < 0.0005

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
# **Question 3.2.** A reporter asks the first students she meets at noon. Suppose that these are the **first
# 50 rows** of the students whose `time` is `day`. What proportion of them is full-time? Call it
# `noon_share`.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
noon = students.where("time", "day").take(np.arange(50))
# END SOLUTION
noon_share = np.count_nonzero(noon.column("units") >= 12) / 50 # SOLUTION
noon_share

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'noon_share should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_noon_share_is_a_number(noon_share):
    import numbers
    assert isinstance(noon_share, numbers.Real) and not isinstance(noon_share, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A proportion is never below 0 or above 1.'
""" # END TEST CONFIG
def test_noon_share_range(noon_share):
    assert 0 <= noon_share <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Keep the students with classes in the daytime first, and then take the first 50.'
""" # END TEST CONFIG
def test_noon_share_day_first(noon_share):
    assert abs(noon_share - 0.36) > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count those with 12 units or more among these 50 students, and divide by 50.'
""" # END TEST CONFIG
def test_noon_share_value(noon_share):
    assert abs(noon_share - 0.66) < 0.0005

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
# **Question 3.3.** Write a function called `sample_share` that takes a **sample size**, draws that many
# **different** students at random from the whole population, and returns the proportion of full-time
# students in the sample.
#
# *Reminder:* `t.sample(size, with_replacement=False)`.

# %% [raw]
# # BEGIN SOLUTION

# %%
def sample_share(size):
    """Return the proportion of full-time students in a random sample."""
    # BEGIN SOLUTION
    sample = students.sample(size, with_replacement=False)
    return np.count_nonzero(sample.column("units") >= 12) / size
    # END SOLUTION

sample_share(50)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'sample_share should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_sample_share_is_a_function(sample_share):
    assert callable(sample_share)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'sample_share(50) should be a number from 0 to 1. Does the function return its result?'
""" # END TEST CONFIG
def test_sample_share_range(sample_share):
    assert 0 <= sample_share(50) <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each call should draw a new sample.'
""" # END TEST CONFIG
def test_sample_share_varies(sample_share):
    assert len({float(sample_share(50)) for _ in range(40)}) > 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function should use its argument, and draw different students: a sample of all 1,500 students has the proportion of the college.'
""" # END TEST CONFIG
def test_sample_share_uses_size(sample_share):
    assert abs(sample_share(1500) - 0.427333) < 0.0005 and sample_share(1) in [0, 1]

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
# **Question 3.4.** Make two arrays: `shares_50` with the proportions of **1,000** random samples of **50**
# students, and `shares_200` with those of 1,000 random samples of **200** students.

# %% [raw]
# # BEGIN SOLUTION

# %%
shares_50 = make_array()
shares_200 = make_array()
for i in np.arange(1000):
    # BEGIN SOLUTION
    shares_50 = np.append(shares_50, sample_share(50))
    shares_200 = np.append(shares_200, sample_share(200))
    # END SOLUTION
len(shares_50), len(shares_200)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'shares_50 should hold 1,000 values.'
""" # END TEST CONFIG
def test_shares_50_length(shares_50):
    assert len(shares_50) == 1000

# %%
""" # BEGIN TEST CONFIG
failure_message: 'shares_200 should hold 1,000 values.'
""" # END TEST CONFIG
def test_shares_200_length(shares_200):
    assert len(shares_200) == 1000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Samples of 50 students differ a lot: their proportions are about 0.07 away from the true one.'
""" # END TEST CONFIG
def test_shares_50_spread(shares_50):
    import numpy as np
    assert 0.055 < np.std(shares_50) < 0.085 and abs(np.mean(shares_50) - 0.427333) < 0.015

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Samples of 200 students differ about half as much as samples of 50.'
""" # END TEST CONFIG
def test_shares_200_spread(shares_200):
    import numpy as np
    assert 0.025 < np.std(shares_200) < 0.042 and abs(np.mean(shares_200) - 0.427333) < 0.01

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
Table().with_columns("samples of 50", shares_50, "samples of 200", shares_200).hist(bins=np.arange(0.2, 0.66, 0.025))

# %% [raw]
# # BEGIN QUESTION
# name: q3_5
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.5.** In what proportion of the samples of 50 is the share of full-time students **more than
# 0.1 away** from the true one (above or below)? Call it `far_50`. Do the same for the samples of 200, and
# call it `far_200`.

# %% [raw]
# # BEGIN SOLUTION

# %%
far_50 = np.count_nonzero(abs(shares_50 - full_time) > 0.1) / 1000 # SOLUTION
far_200 = np.count_nonzero(abs(shares_200 - full_time) > 0.1) / 1000 # SOLUTION
far_50, far_200

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'far_50 should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_far_50_is_a_number(far_50):
    import numbers
    assert isinstance(far_50, numbers.Real) and not isinstance(far_50, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'Both proportions should be from 0 to 1.'
""" # END TEST CONFIG
def test_far_range(far_50, far_200):
    assert 0 <= far_50 <= 1 and 0 <= far_200 <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Use the distance from the true proportion: a sample can be too low as well as too high.'
""" # END TEST CONFIG
def test_far_50_value(far_50, shares_50):
    import numpy as np
    assert abs(far_50 - np.mean(abs(shares_50 - 0.42733333333333334) > 0.1)) < 0.0025

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Hardly any sample of 200 students is that far off.'
""" # END TEST CONFIG
def test_far_200_value(far_200, shares_200):
    import numpy as np
    assert abs(far_200 - np.mean(abs(shares_200 - 0.42733333333333334) > 0.1)) < 0.0025 and far_200 < 0.03

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
# **Question 4.1.** The reporter of Question 3.2 writes: *"66 percent of our students are full-time."* Write
# **3 to 5 sentences** for her: how far is she from the truth, why is that **not** just bad luck, would 200
# students at noon be better, and what should she do?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# In truth 43 percent are full-time, so her number is much too high. Hardly any random sample of 50 would be
# so far off; the reason is whom she asked. At noon she meets students with classes in the daytime, who take
# more units, and hardly any evening students. 200 students at noon would have the same fault. She should
# take a list of all students and let chance pick 50 or, better, 200 of them.
#
# **Rubric (4 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | quotes the true proportion (or the error) and says that her number is too high |
# | 1 | gives the reason: evening students, who take fewer units, are missing at noon |
# | 1 | says that a larger sample of the same kind has the same fault |
# | 1 | says that she should let chance pick from all students |

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
# **Question 4.2.** A friend says: *"My bus was on time on 20 days in a row. So it is more likely to be late
# tomorrow."* Answer in **2 or 3 sentences**, first for a bus as in Question 1.1, and then for a real bus.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# In Question 1.1 the days don't influence each other, so the chance is still 0.1, whatever happened before.
# With a real bus, 20 good days are a sign that it is usually on time, so I would rather expect a good day.
# Only a reason, such as road works, would make me expect a late one.
#
# **Rubric (2 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | says that for the bus of the model the chance stays 0.1 |
# | 1 | says something sensible about a real bus: its record is a hint that it is on time, or days may influence each other, and gives a reason |

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
