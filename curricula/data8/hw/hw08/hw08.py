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
# name: hw08
# files:
#   - shifts.csv
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
# # Homework 8: How many do we have to ask?
#
# The campus cafe counts cups and tips, and the student council plans a poll. Both need the bell curve. You
# will
#
# 1. measure how **spread out** data is, and find a value that can't be right,
# 2. see the averages of samples make a **bell**,
# 3. find out how large a sample has to be, and
# 4. **write** about it for people who have never heard of a standard deviation.
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer. Some results
# are random: they change each time you run a cell, and the tests allow for that.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## Part 1: How spread out?
#
# The table has all **800** shifts of a year at the cafe. (The data is made up.)
#
# | label | meaning |
# |:--|:--|
# | `shift` | number of the shift, from 1 to 800 |
# | `cups` | cups that were sold |
# | `tips` | tips in the jar at the end, in dollars |

# %%
shifts = Table.read_table("shifts.csv")
shifts.show(5)

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** First by hand, with five shifts. Here are their cups. Make an array called `deviations`
# with how far each value is **above the average** (below it: a negative number). Then give the name
# `small_sd` to their **standard deviation**: the square root of the average of the squared deviations.

# %% [raw]
# # BEGIN SOLUTION

# %%
five = make_array(120, 150, 90, 180, 160)
deviations = five - np.mean(five) # SOLUTION
small_sd = np.sqrt(np.mean(deviations ** 2)) # SOLUTION
small_sd

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'deviations should be an array of 5 values.'
""" # END TEST CONFIG
def test_deviations_length(deviations):
    assert len(deviations) == 5

# %%
""" # BEGIN TEST CONFIG
failure_message: 'small_sd should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_small_sd_is_a_number(small_sd):
    import numbers
    assert isinstance(small_sd, numbers.Real) and not isinstance(small_sd, bool)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the average of the five values from each. All deviations together add up to 0.'
""" # END TEST CONFIG
def test_deviations_values(deviations):
    assert abs(sum(deviations)) < 0.001 and abs(deviations[0] + 20) < 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Square the deviations, take their average, and then the square root.'
""" # END TEST CONFIG
def test_small_sd_value(small_sd):
    assert abs(small_sd - 31.6228) < 0.01

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
# **Question 1.2.** Write a function called `standard_units` that takes an array, and returns an array with
# each value in **standard units**: how many SDs it is above the average. You may use `np.std`.

# %% [raw]
# # BEGIN SOLUTION

# %%
def standard_units(values):
    """Return how many SDs each value is above the average."""
    return (values - np.mean(values)) / np.std(values) # SOLUTION

standard_units(five)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'standard_units should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_standard_units_is_a_function(standard_units):
    assert callable(standard_units)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'standard_units should return an array as long as the one that it gets.'
""" # END TEST CONFIG
def test_standard_units_length(standard_units):
    import numpy as np
    assert len(standard_units(np.array([1.0, 2.0, 6.0]))) == 3

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'In standard units, the average is 0 and the SD is 1. Subtract first, then divide.'
""" # END TEST CONFIG
def test_standard_units_average(standard_units):
    import numpy as np
    u = standard_units(np.array([3.0, 5.0, 10.0, 22.0]))
    assert abs(np.mean(u)) < 0.001 and abs(np.std(u) - 1) < 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the average of the values, and divide by their SD.'
""" # END TEST CONFIG
def test_standard_units_values(standard_units):
    import numpy as np
    assert max(abs(standard_units(np.array([10.0, 20.0])) - np.array([-1.0, 1.0]))) < 0.001

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
# **Question 1.3.** One entry of `tips` can't be right: it is more than **10** SDs above the average. Give the
# name `odd_shift` to the number of its shift.

# %% [raw]
# # BEGIN SOLUTION

# %%
units = standard_units(shifts.column("tips")) # SOLUTION
odd_shift = shifts.with_column("units", units).where("units", are.above(10)).column("shift").item(0) # SOLUTION
odd_shift

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'odd_shift should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_odd_shift_is_a_number(odd_shift):
    import numbers
    assert isinstance(odd_shift, numbers.Real) and not isinstance(odd_shift, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The number of a shift is from 1 to 800.'
""" # END TEST CONFIG
def test_odd_shift_range(odd_shift):
    assert 1 <= odd_shift <= 800

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Look at the tips, not at the cups.'
""" # END TEST CONFIG
def test_odd_shift_tips(odd_shift):
    assert odd_shift != 406

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Find the shift with the highest tips. Give the number in the column shift, not its position or its tips.'
""" # END TEST CONFIG
def test_odd_shift_value(odd_shift):
    assert odd_shift == 477

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# The owner looked into the book: it was a typing mistake, and nobody knows the right number. So we leave the
# shift out, and say so.

# %%
clean = shifts.where("tips", are.below(300))
clean.num_rows

# %%
clean.hist("cups", bins=np.arange(60, 221, 10), unit="cup")
clean.hist("tips", bins=np.arange(0, 181, 10), unit="dollar")

# %% [raw]
# # BEGIN QUESTION
# name: q1_4
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.4.** What proportion of the shifts in `clean` is **within 1 SD** of the average? Make an array
# called `within_1` with two proportions: for `cups`, then for `tips`.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION
near_cups = np.count_nonzero(abs(standard_units(clean.column("cups"))) <= 1) / clean.num_rows
near_tips = np.count_nonzero(abs(standard_units(clean.column("tips"))) <= 1) / clean.num_rows
within_1 = make_array(near_cups, near_tips)
# END SOLUTION
within_1

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'within_1 should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_within_1_is_an_array(within_1):
    import numpy as np
    assert isinstance(within_1, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'within_1 should hold 2 proportions, from 0 to 1.'
""" # END TEST CONFIG
def test_within_1_range(within_1):
    assert len(within_1) == 2 and min(within_1) >= 0 and max(within_1) <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A value can be within 1 SD above the average or below it.'
""" # END TEST CONFIG
def test_within_1_both_sides(within_1):
    assert max(within_1) < 0.89

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the values whose distance from the average is at most 1 SD, and divide by the number of rows. First cups, then tips.'
""" # END TEST CONFIG
def test_within_1_values(within_1):
    assert abs(within_1[0] - 0.66959) < 0.004 and abs(within_1[1] - 0.82103) < 0.004

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
# **Question 1.5.** For which column is it fair to use the rules of the bell (68 percent within 1 SD, 95
# percent within 2)? Look at the histograms and at `within_1`. Give the name `bell` to the number of the best
# answer.
#
# 1. For both: every histogram with many values is a bell.
# 2. For `tips` only.
# 3. For `cups` only: its histogram is even on both sides. Tips have a long tail on the right.
# 4. For neither: only perfect data is a bell.

# %% [raw]
# # BEGIN SOLUTION

# %%
bell = 3 # SOLUTION
bell

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'bell should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_bell_is_a_number(bell):
    import numbers
    assert isinstance(bell, numbers.Real) and not isinstance(bell, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'bell should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_bell_is_an_option(bell):
    assert bell in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Look at the histogram of tips. Is it even on both sides?'
""" # END TEST CONFIG
def test_bell_tail(bell):
    assert bell not in [1, 2]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'About two thirds of one column are within 1 SD, as the rule says. That is close enough.'
""" # END TEST CONFIG
def test_bell_value(bell):
    assert bell == 3

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: Averages make a bell
#
# Tips are no bell. What about the **average** tips of a sample of shifts?

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Write a function called `average_tips` that takes a size, draws so many **different**
# shifts of `clean` by chance, and returns the average of their `tips`.

# %% [raw]
# # BEGIN SOLUTION

# %%
def average_tips(size):
    """Return the average tips of a random sample of shifts."""
    return np.mean(clean.sample(size, with_replacement=False).column("tips")) # SOLUTION

average_tips(50)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'average_tips should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_average_tips_is_a_function(average_tips):
    assert callable(average_tips)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'average_tips(50) should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_average_tips_is_a_number(average_tips):
    import numbers
    assert isinstance(average_tips(50), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function should use its argument: a sample of all 799 different shifts has the average of them all.'
""" # END TEST CONFIG
def test_average_tips_size(average_tips):
    assert abs(average_tips(799) - 33.3617) < 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Draw new shifts in each call. Averages of 50 shifts vary, but much less than single shifts.'
""" # END TEST CONFIG
def test_average_tips_spread(average_tips):
    import numpy as np
    values = [float(average_tips(50)) for _ in range(100)]
    assert 2.3 < np.std(values) < 4.6 and abs(np.mean(values) - 33.3617) < 1.7

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
# **Question 2.2.** Make an array called `averages` with the average tips of **1,000** random samples of
# **50** shifts each.

# %% [raw]
# # BEGIN SOLUTION

# %%
averages = make_array()
for trial in np.arange(1000):
    averages = np.append(averages, average_tips(50)) # SOLUTION
averages

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'averages should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_averages_is_an_array(averages):
    import numpy as np
    assert isinstance(averages, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'averages should hold 1,000 values.'
""" # END TEST CONFIG
def test_averages_length(averages):
    assert len(averages) == 1000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Draw a new sample for each value.'
""" # END TEST CONFIG
def test_averages_vary(averages):
    assert len(set(averages)) > 100

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each value should be the average of 50 shifts.'
""" # END TEST CONFIG
def test_averages_values(averages):
    import numpy as np
    assert abs(np.mean(averages) - 33.3617) < 0.6 and 2.9 < np.std(averages) < 3.8

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
Table().with_column("average tips of 50", averages).hist(bins=np.arange(20, 49, 1), unit="dollar")

# %% [raw]
# # BEGIN QUESTION
# name: q2_3
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.3.** There is a rule for how wide this bell is. Use it, and **not** the array `averages`, to
# find the SD of all averages of 50 shifts. Call it `rule_sd`. Then compare it with `np.std(averages)`.

# %% [raw]
# # BEGIN SOLUTION

# %%
rule_sd = np.std(clean.column("tips")) / np.sqrt(50) # SOLUTION
rule_sd

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'rule_sd should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_rule_sd_is_a_number(rule_sd):
    import numbers
    assert isinstance(rule_sd, numbers.Real) and not isinstance(rule_sd, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'An SD is above 0.'
""" # END TEST CONFIG
def test_rule_sd_range(rule_sd):
    assert rule_sd > 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Averages vary much less than single shifts. Divide by the square root of the size, not by the size.'
""" # END TEST CONFIG
def test_rule_sd_root(rule_sd):
    assert 2 < rule_sd < 6

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Divide the SD of all tips in clean by the square root of 50.'
""" # END TEST CONFIG
def test_rule_sd_value(rule_sd):
    assert abs(rule_sd - 3.44706) < 0.03

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
# **Question 2.4.** What does the **central limit theorem** say? Give the name `theorem` to the number of the
# best sentence.
#
# 1. If you ask enough people, their answers make a bell.
# 2. The averages of large random samples make a bell, whatever the population looks like.
# 3. Every population is a bell if you look long enough.
# 4. The average of a sample is equal to the average of the population.

# %% [raw]
# # BEGIN SOLUTION

# %%
theorem = 2 # SOLUTION
theorem

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'theorem should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_theorem_is_a_number(theorem):
    import numbers
    assert isinstance(theorem, numbers.Real) and not isinstance(theorem, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'theorem should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_theorem_is_an_option(theorem):
    assert theorem in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The tips of single shifts stay as lopsided as they are. What became a bell?'
""" # END TEST CONFIG
def test_theorem_not_data(theorem):
    assert theorem not in [1, 3]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Averages of samples differ from each other: look at your histogram.'
""" # END TEST CONFIG
def test_theorem_value(theorem):
    assert theorem == 2

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2_5
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.5.** With samples of 50 shifts the SD of the averages is `rule_sd`. How large must the samples
# be so that it is **half** of that? Call the size `size_half`.

# %% [raw]
# # BEGIN SOLUTION

# %%
size_half = 4 * 50 # SOLUTION
size_half

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'size_half should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_size_half_is_a_number(size_half):
    import numbers
    assert isinstance(size_half, numbers.Real) and not isinstance(size_half, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The size should be above 0.'
""" # END TEST CONFIG
def test_size_half_range(size_half):
    assert size_half > 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Larger samples make the bell narrower.'
""" # END TEST CONFIG
def test_size_half_larger(size_half):
    assert size_half > 50

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The rule has a square root in it. What has a square root twice as large?'
""" # END TEST CONFIG
def test_size_half_value(size_half):
    assert abs(size_half - 200) < 0.5

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: A poll
#
# The student council wants to know what **proportion** of all students are for a four-day week. A 95 percent
# interval reaches 2 SDs of the averages to each side, so it is **4** of them wide. The SD of zeros and ones
# is at most **0.5**.

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** Write a function called `width` that takes the size of a sample, and returns how wide the
# 95 percent interval for a proportion is in the **worst case**, when the SD is 0.5.

# %% [raw]
# # BEGIN SOLUTION

# %%
def width(size):
    """Return the width of the 95 percent interval, at worst."""
    return 4 * 0.5 / np.sqrt(size) # SOLUTION

width(100)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'width should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_width_is_a_function(width):
    assert callable(width)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'width(100) should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_width_is_a_number(width):
    import numbers
    assert isinstance(width(100), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Four times as many people make the interval half as wide.'
""" # END TEST CONFIG
def test_width_falls(width):
    assert abs(width(400) / width(100) - 0.5) < 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The interval is 4 SDs of the averages wide. Each is 0.5 divided by the square root of the size.'
""" # END TEST CONFIG
def test_width_value(width):
    assert abs(width(100) - 0.2) < 0.001

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
# **Question 3.2.** The council wants an interval that is at most **0.06** wide (0.03 to each side). What is
# the **smallest** number of students that is surely enough? Call it `ask`; it is a whole number.

# %% [raw]
# # BEGIN SOLUTION

# %%
exact = (4 * 0.5 / 0.06) ** 2 # SOLUTION
ask = 1112 # SOLUTION
ask

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'ask should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_ask_is_a_number(ask):
    import numbers
    assert isinstance(ask, numbers.Real) and not isinstance(ask, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'ask should be a whole number of students.'
""" # END TEST CONFIG
def test_ask_range(ask):
    assert ask >= 1 and ask == int(ask)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'With so few students, the interval can be wider than 0.06. If a number is not whole, round it up.'
""" # END TEST CONFIG
def test_ask_enough(ask):
    assert 4 * 0.5 / ask ** 0.5 <= 0.06

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Fewer students are enough. Solve width = 4 * 0.5 / square root of the size for the size.'
""" # END TEST CONFIG
def test_ask_value(ask):
    assert ask == 1112

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
# **Question 3.3.** Your college has 3,000 students. A friend's college has **30,000**, and wants an interval
# of the same width. How many students does the friend have to ask, for a large random sample? Give the name
# `friend` to the number of the best answer.
#
# 1. Ten times as many, because the college is ten times as large.
# 2. About as many as you.
# 3. About three times as many, because of the square root.
# 4. All of them.

# %% [raw]
# # BEGIN SOLUTION

# %%
friend = 2 # SOLUTION
friend

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'friend should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_friend_is_a_number(friend):
    import numbers
    assert isinstance(friend, numbers.Real) and not isinstance(friend, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'friend should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_friend_is_an_option(friend):
    assert friend in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Look at the rule for the width. Is the size of the college in it?'
""" # END TEST CONFIG
def test_friend_not_more(friend):
    assert friend not in [1, 3]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The width depends on the size of the sample, not on the size of the population.'
""" # END TEST CONFIG
def test_friend_value(friend):
    assert friend == 2

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
# **Question 3.4.** In the end the council asked **400** random students, and **224** of them were for it.
# Make an array called `poll` with the left and the right end of the 95 percent interval for the proportion
# among all students. Use 0.5 for the SD of zeros and ones (or the SD of these 400 answers: both are fine).

# %% [raw]
# # BEGIN SOLUTION

# %%
share = 224 / 400 # SOLUTION
poll = make_array(share - width(400) / 2, share + width(400) / 2) # SOLUTION
poll

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'poll should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_poll_is_an_array(poll):
    import numpy as np
    assert isinstance(poll, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'poll should hold 2 proportions: first the left end, then the right end.'
""" # END TEST CONFIG
def test_poll_order(poll):
    assert len(poll) == 2 and 0 <= poll[0] < poll[1] <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The proportion in the sample is in the middle of the interval.'
""" # END TEST CONFIG
def test_poll_middle(poll):
    assert abs((poll[0] + poll[1]) / 2 - 0.56) < 0.003

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Go half of the width to each side.'
""" # END TEST CONFIG
def test_poll_values(poll):
    assert abs(poll[1] - poll[0] - 0.1) < 0.005

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
# **Question 4.1.** The council writes: *"56 percent are for it, so the majority is clear."* A member answers:
# *"You asked only 400 of 3,000 students. That says nothing."* Write **3 to 5 sentences** to both. Quote your
# `poll`.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# The poll does say something. 400 students drawn by chance are enough to be within about 5 percentage points,
# and it doesn't matter much how large the college is. We are 95 percent confident that between 51 and 61
# percent of all students are for it. So it is likely a majority, but perhaps a narrow one: I would not call
# it clear. If you want to know it twice as exactly, you would have to ask four times as many.
#
# **Rubric (4 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | quotes the interval and says that it is about all students, with 95 percent confidence |
# | 1 | says that the whole interval is above one half, so that a majority is likely |
# | 1 | says that the majority may be narrow, or that the method is wrong for some samples |
# | 1 | answers the member: a random sample of 400 says a lot, whatever the size of the college |

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
# **Question 4.2.** The owner of the cafe reads: *"The average of 50 shifts follows a bell."* She says: *"So
# on most days, tips are near the average, and as often above it as below."* Write **2 to 4 sentences**: what
# is wrong, and what is right? Look at the histogram of `tips` once more, and compare the average of `tips`
# with the median.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# The bell is about averages of 50 shifts, and not about single ones. The tips of single shifts are lopsided:
# most are low, and a few are very high. The average is about 33 dollars, but half of the shifts have 26
# dollars or less, so more shifts are below the average than above it. What is right: if she averages over 50
# shifts, the result is nearly always close to the average of the whole year.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | says that the bell is about averages of samples and not about single shifts |
# | 1 | says that tips are lopsided (a long tail), with a number such as the median, which is below the average |
# | 1 | says what is right: averages of 50 shifts are near the average of all |

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
