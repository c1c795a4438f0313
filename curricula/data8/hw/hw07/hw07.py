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
# name: hw07
# files:
#   - books.csv
#   - intervals.csv
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
# # Homework 7: What do the books cost?
#
# A college wants to know what its 3,000 students pay for books in a term. It can't ask all of them. You have
# one sample, and a lot of curiosity. You will
#
# 1. make a **confidence interval** for an average, and say what it means,
# 2. make one for the **difference** of two groups,
# 3. look at the intervals of **100 teams**: how many are right? And
# 4. **write** about what the bootstrap can do, and what it can't.
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer. Some results
# are random: they change each time you run a cell, and the tests allow for that.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## Part 1: The average
#
# **150** students were drawn by chance and kept all their bills for books. (The data is made up.)
#
# | label | meaning |
# |:--|:--|
# | `student` | a number from 1 to 150 |
# | `time` | when the student has classes: `day` or `evening` |
# | `dollars` | what the student paid for books this term; 0 if all were borrowed |

# %%
books = Table.read_table("books.csv")
books.show(5)

# %%
books.hist("dollars", bins=np.arange(0, 801, 50), unit="dollar")

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** Give the name `estimate` to the **average** that the students of the sample paid.

# %% [raw]
# # BEGIN SOLUTION

# %%
estimate = np.mean(books.column("dollars")) # SOLUTION
estimate

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'estimate should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_estimate_is_a_number(estimate):
    import numbers
    assert isinstance(estimate, numbers.Real) and not isinstance(estimate, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The average lies between the smallest and the largest value.'
""" # END TEST CONFIG
def test_estimate_range(estimate):
    assert 0 <= estimate <= 762

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Students who paid nothing count, too.'
""" # END TEST CONFIG
def test_estimate_all_students(estimate):
    assert abs(estimate - 198.76) > 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the average of the column dollars.'
""" # END TEST CONFIG
def test_estimate_value(estimate):
    assert abs(estimate - 180.2133) < 0.01

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
# **Question 1.2.** Write a function called `resampled_mean` with no arguments. It draws a **resample** of
# `books` (as many rows, with replacement) and returns the average of `dollars` in it.

# %% [raw]
# # BEGIN SOLUTION

# %%
def resampled_mean():
    """Return the average cost in one resample."""
    return np.mean(books.sample().column("dollars")) # SOLUTION

resampled_mean()

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'resampled_mean should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_resampled_mean_is_a_function(resampled_mean):
    assert callable(resampled_mean)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'resampled_mean() should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_resampled_mean_is_a_number(resampled_mean):
    import numbers
    assert isinstance(resampled_mean(), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each call should draw a new resample, with replacement.'
""" # END TEST CONFIG
def test_resampled_mean_varies(resampled_mean):
    assert len({round(float(resampled_mean()), 3) for _ in range(30)}) > 15

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The averages of resamples of 150 rows lie around 180 dollars; most are less than 20 dollars away.'
""" # END TEST CONFIG
def test_resampled_mean_values(resampled_mean):
    import numpy as np
    values = [float(resampled_mean()) for _ in range(150)]
    assert abs(np.mean(values) - 180.2) < 4.5 and 7.5 < np.std(values) < 14

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
# **Question 1.3.** Make an array called `means` with the averages of **1,000** resamples.

# %% [raw]
# # BEGIN SOLUTION

# %%
means = make_array()
for trial in np.arange(1000):
    means = np.append(means, resampled_mean()) # SOLUTION
means

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'means should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_means_is_an_array(means):
    import numpy as np
    assert isinstance(means, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'means should hold 1,000 values.'
""" # END TEST CONFIG
def test_means_length(means):
    assert len(means) == 1000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Call the function anew for each value.'
""" # END TEST CONFIG
def test_means_vary(means):
    assert len(set(means)) > 100

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The values should be averages of resamples, around 180 dollars.'
""" # END TEST CONFIG
def test_means_values(means):
    import numpy as np
    assert abs(np.mean(means) - 180.2) < 2 and 9.3 < np.std(means) < 12

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
Table().with_column("average of a resample", means).hist(bins=np.arange(140, 225, 5), unit="dollar")

# %% [raw]
# # BEGIN QUESTION
# name: q1_4
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.4.** Make an array called `interval` with the left and the right end of the **95 percent**
# confidence interval for the average.

# %% [raw]
# # BEGIN SOLUTION

# %%
interval = make_array(percentile(2.5, means), percentile(97.5, means)) # SOLUTION
interval

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'interval should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_interval_is_an_array(interval):
    import numpy as np
    assert isinstance(interval, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'interval should hold 2 numbers: first the left end, then the right end.'
""" # END TEST CONFIG
def test_interval_order(interval):
    assert len(interval) == 2 and interval[0] < interval[1]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The interval is about averages. Take percentiles of means, not of single students.'
""" # END TEST CONFIG
def test_interval_not_students(interval):
    assert interval[1] - interval[0] < 100

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Cut off 2.5 percent of the averages on each side.'
""" # END TEST CONFIG
def test_interval_values(interval, means):
    import numpy as np
    assert np.mean(means < interval[0]) < 0.035 and np.mean(means <= interval[0]) > 0.015
    assert np.mean(means > interval[1]) < 0.035 and np.mean(means >= interval[1]) > 0.015

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q1_5
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.5.** What proportion of the **150 students** paid an amount inside your interval (its ends
# count)? Call it `inside`.

# %% [raw]
# # BEGIN SOLUTION

# %%
inside = books.where("dollars", are.between_or_equal_to(interval.item(0), interval.item(1))).num_rows / 150 # SOLUTION
inside

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'inside should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_inside_is_a_number(inside):
    import numbers
    assert isinstance(inside, numbers.Real) and not isinstance(inside, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A proportion is never below 0 or above 1.'
""" # END TEST CONFIG
def test_inside_range(inside):
    assert 0 <= inside <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count students, not averages: most students are outside.'
""" # END TEST CONFIG
def test_inside_students(inside):
    assert inside < 0.5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the students from the left to the right end, and divide by 150.'
""" # END TEST CONFIG
def test_inside_value(inside, interval, books):
    import numpy as np
    d = books.column("dollars")
    assert abs(inside - np.mean((d >= interval[0]) & (d <= interval[1]))) < 0.007

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q1_6
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.6.** **Two** of these sentences are right. Make an array called `right_ones` with their
# numbers.
#
# 1. We are 95 percent confident that the average of all 3,000 students is in our interval.
# 2. 95 percent of the students pay an amount in our interval.
# 3. For about 95 of 100 random samples, an interval that is made this way has the average of all students in
#    it.
# 4. Another random sample would give exactly the same interval.
# 5. The average of our sample is in the interval with a chance of 95 percent.

# %% [raw]
# # BEGIN SOLUTION

# %%
right_ones = make_array(1, 3) # SOLUTION
right_ones

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'right_ones should be an array of 2 numbers, such as make_array(4, 5).'
""" # END TEST CONFIG
def test_right_ones_length(right_ones):
    assert len(right_ones) == 2

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The numbers should be from 1 to 5, and different.'
""" # END TEST CONFIG
def test_right_ones_options(right_ones):
    assert set(right_ones) <= {1, 2, 3, 4, 5} and len(set(right_ones)) == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Look at inside: the interval is not about single students. And we know the average of our sample for sure.'
""" # END TEST CONFIG
def test_right_ones_not_students(right_ones):
    assert 2 not in right_ones and 5 not in right_ones

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'One of them is about our interval, the other about the method.'
""" # END TEST CONFIG
def test_right_ones_value(right_ones):
    assert set(right_ones) == {1, 3}

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q1_7
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.7.** A publisher claims: *"On average, students of your college pay 120 dollars."* With a
# cutoff of 5 percent, what does your interval say? Give the name `claim` to the number of the best answer.
#
# 1. The claim fits the data, because many students pay about 120 dollars.
# 2. The data speaks against the claim, because 120 is not in the interval.
# 3. The claim is true with a chance of 5 percent.
# 4. An interval can't say anything about a claim.

# %% [raw]
# # BEGIN SOLUTION

# %%
claim = 2 # SOLUTION
claim

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'claim should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_claim_is_a_number(claim):
    import numbers
    assert isinstance(claim, numbers.Real) and not isinstance(claim, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'claim should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_claim_is_an_option(claim):
    assert claim in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The claim is about the average. Compare 120 with the ends of your interval.'
""" # END TEST CONFIG
def test_claim_not_students(claim):
    assert claim != 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A number outside the interval does not fit the data, with a cutoff of 100 minus 95 percent.'
""" # END TEST CONFIG
def test_claim_value(claim):
    assert claim == 2

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: Day and evening
#
# Do students with classes in the **day** pay more than those in the **evening**?

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Write a function called `difference` that takes a table like `books`, and returns the
# average `dollars` of the `day` students **minus** that of the `evening` students.

# %% [raw]
# # BEGIN SOLUTION

# %%
def difference(table):
    """Return the average of the day students, minus that of the evening students."""
    # BEGIN SOLUTION
    means_of_groups = table.select("time", "dollars").group("time", np.mean).column("dollars mean")
    return means_of_groups.item(0) - means_of_groups.item(1)
    # END SOLUTION

difference(books)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'difference should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_difference_is_a_function(difference):
    assert callable(difference)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'difference(books) should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_difference_is_a_number(difference, books):
    import numbers
    assert isinstance(difference(books), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'In the sample, day students paid more. Subtract in the order of the question.'
""" # END TEST CONFIG
def test_difference_value(difference, books):
    assert abs(difference(books) - 55.1922) < 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function should use the table that it is given.'
""" # END TEST CONFIG
def test_difference_other(difference):
    from datascience import Table
    small = Table().with_columns("student", [1, 2, 3], "time", ["day", "evening", "day"], "dollars", [10, 50, 30])
    assert abs(difference(small) + 30) < 0.001

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
# **Question 2.2.** Make an array called `differences` with your `difference` of **1,000 resamples** of the
# whole table `books`.
#
# *Careful:* don't shuffle labels here. A shuffle shows what happens if there is **no** difference. We want to
# know how large the difference **is**.

# %% [raw]
# # BEGIN SOLUTION

# %%
differences = make_array()
for trial in np.arange(1000):
    differences = np.append(differences, difference(books.sample())) # SOLUTION
differences

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'differences should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_differences_is_an_array(differences):
    import numpy as np
    assert isinstance(differences, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'differences should hold 1,000 values.'
""" # END TEST CONFIG
def test_differences_length(differences):
    assert len(differences) == 1000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The differences should lie around the one of the sample, not around 0.'
""" # END TEST CONFIG
def test_differences_around(differences):
    import numpy as np
    assert abs(np.mean(differences) - 55.2) < 4

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Draw a new resample of 150 rows each time.'
""" # END TEST CONFIG
def test_differences_spread(differences):
    import numpy as np
    assert 17 < np.std(differences) < 22

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
# **Question 2.3.** Make an array called `interval_90` with the two ends of a **90 percent** confidence
# interval for the difference.

# %% [raw]
# # BEGIN SOLUTION

# %%
interval_90 = make_array(percentile(5, differences), percentile(95, differences)) # SOLUTION
interval_90

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'interval_90 should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_interval_90_is_an_array(interval_90):
    import numpy as np
    assert isinstance(interval_90, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'interval_90 should hold 2 numbers: first the left end, then the right end.'
""" # END TEST CONFIG
def test_interval_90_order(interval_90):
    assert len(interval_90) == 2 and interval_90[0] < interval_90[1]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'How much is cut off on each side, if the middle 90 percent stay?'
""" # END TEST CONFIG
def test_interval_90_width(interval_90, differences):
    import numpy as np
    assert interval_90[0] > np.percentile(differences, 3.5) and interval_90[0] < np.percentile(differences, 6.5)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Cut off 5 percent of the differences on each side.'
""" # END TEST CONFIG
def test_interval_90_values(interval_90, differences):
    import numpy as np
    assert np.mean(differences < interval_90[0]) < 0.065 and np.mean(differences <= interval_90[0]) > 0.035
    assert np.mean(differences > interval_90[1]) < 0.065 and np.mean(differences >= interval_90[1]) > 0.035

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
# **Question 2.4.** What may you conclude? Give the name `conclusion` to the number of the best sentence.
#
# 1. 0 is in the interval, so the two groups may well pay the same.
# 2. 0 is not in the interval: on average, the day students of this college pay more. The data doesn't say
#    why.
# 3. Classes in the evening make books cheaper.
# 4. Each day student pays more than each evening student.

# %% [raw]
# # BEGIN SOLUTION

# %%
conclusion = 2 # SOLUTION
conclusion

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'conclusion should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_conclusion_is_a_number(conclusion):
    import numbers
    assert isinstance(conclusion, numbers.Real) and not isinstance(conclusion, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'conclusion should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_conclusion_is_an_option(conclusion):
    assert conclusion in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Nobody drew who has classes in the evening, and averages are not single students.'
""" # END TEST CONFIG
def test_conclusion_not_because(conclusion):
    assert conclusion not in [3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Is 0 in your interval?'
""" # END TEST CONFIG
def test_conclusion_value(conclusion):
    assert conclusion == 2

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: One hundred teams
#
# In a large course, **100 teams** did all of this, each with its own random sample of 150 students. Here are
# their 95 percent intervals for the average. Later, the college added up all bills of all 3,000 students. Now
# we know it: the true average is **188** dollars.
#
# | label | meaning |
# |:--|:--|
# | `team` | a number from 1 to 100 |
# | `left`, `right` | ends of the team's interval, in dollars |

# %%
intervals = Table.read_table("intervals.csv")
intervals.show(5)

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** How many of the 100 intervals have the true average **188** in them? Call the number
# `caught`.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION
started = intervals.where("left", are.below_or_equal_to(188))
caught = started.where("right", are.above_or_equal_to(188)).num_rows
# END SOLUTION
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
failure_message: 'A number of teams is a whole number from 0 to 100.'
""" # END TEST CONFIG
def test_caught_range(caught):
    assert 0 <= caught <= 100 and caught == int(caught)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: '188 must be at or above the left end and at or below the right end.'
""" # END TEST CONFIG
def test_caught_both(caught):
    assert caught not in [96, 99]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Keep the rows whose left end is at most 188 and whose right end is at least 188, and count them.'
""" # END TEST CONFIG
def test_caught_value(caught):
    assert caught == 95

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
# **Question 3.2.** One of the intervals looks strange: it is much narrower than all others. Give the name
# `odd_team` to the number of its team.
#
# *Hint:* Add a column with the width, and sort.

# %% [raw]
# # BEGIN SOLUTION

# %%
widths = intervals.column("right") - intervals.column("left") # SOLUTION
odd_team = intervals.with_column("width", widths).sort("width").column("team").item(0) # SOLUTION
odd_team

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'odd_team should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_odd_team_is_a_number(odd_team):
    import numbers
    assert isinstance(odd_team, numbers.Real) and not isinstance(odd_team, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The number of a team is from 1 to 100.'
""" # END TEST CONFIG
def test_odd_team_range(odd_team):
    assert 1 <= odd_team <= 100

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This team has no narrow interval. Sort by the width, smallest first.'
""" # END TEST CONFIG
def test_odd_team_not_widest(odd_team, intervals):
    t = int(odd_team) - 1
    assert intervals.column("right").item(t) - intervals.column("left").item(t) < 30

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Find the team whose interval has the smallest width, and give its number, not its position.'
""" # END TEST CONFIG
def test_odd_team_value(odd_team):
    assert odd_team == 41

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
# **Question 3.3.** What did this team most likely do? Give the name `mistake` to the number of the best
# answer.
#
# 1. It drew its resamples **without** replacement, so that each had the same 150 students.
# 2. It drew too many resamples.
# 3. It had a very good sample, and so it can be very sure.
# 4. It made a 99 percent interval.

# %% [raw]
# # BEGIN SOLUTION

# %%
mistake = 1 # SOLUTION
mistake

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'mistake should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_mistake_is_a_number(mistake):
    import numbers
    assert isinstance(mistake, numbers.Real) and not isinstance(mistake, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'mistake should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_mistake_is_an_option(mistake):
    assert mistake in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'More confidence makes an interval wider, and more resamples hardly change it.'
""" # END TEST CONFIG
def test_mistake_not_wider(mistake):
    assert mistake not in [2, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'When do all resamples have exactly the same average?'
""" # END TEST CONFIG
def test_mistake_value(mistake):
    assert mistake == 1

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 4: Say it in words
#
# A person reads these answers.

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 4
# manual: true

# %% [markdown]
# **Question 4.1.** Write **3 to 5 sentences** to the director of the college, who has not taken this course.
# What do the books cost on average, and how sure are you? Quote your `estimate` and your `interval`, and
# explain **95 percent** with the help of the 100 teams.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# In our random sample of 150 students, books cost 180 dollars on average this term. The average of all 3,000
# students may be a bit different: we are 95 percent confident that it is between 160 and 201 dollars. With 95
# percent we mean the method. When 100 teams did the same, each with its own sample, 95 of their intervals had
# the true average in them, and 5 missed it. A team can't know whether it is one of those.
#
# **Rubric (4 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | gives the estimate as an average of a sample of 150 students |
# | 1 | quotes the interval, and says that it is about the average of all students |
# | 1 | explains 95 percent as how often the method works, with the teams (95 of 100) |
# | 1 | is clear to a reader without statistics, and does not say that 95 percent of students pay such an amount |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4_2
# points: 3
# manual: true

# %% [markdown]
# **Question 4.2.** A friend wants a cheaper way: *"I'll ask the 150 people who stand in line at the
# bookstore. The bootstrap will tell me how far off I am."* Write **2 to 4 sentences**: what is wrong, in
# which direction would the estimate be off, and would 1,500 people in that line help?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# People in line at the bookstore are about to pay for books, so students who borrow theirs are missing, and
# the estimate would be too high. The bootstrap draws only from the people in the sample: it can't know about
# those who are missing, and its interval would be sure of a wrong number. With 1,500 people from the same
# line it would be even narrower, and just as wrong.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | says that the sample is not random, and who is missing or too many |
# | 1 | says that the estimate would be too high (or gives a good reason for another direction) |
# | 1 | says that neither the bootstrap nor more people of the same kind repair it |

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
# 2. Read your answers of Part 4 once more. Would a friend understand them?
# 3. Save the notebook.
# 4. Run the last cell and hand in the zip file the way your instructor asked for.
