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
# name: project2
# files:
#   - grants.csv
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
# # Project 2: A lottery for help
#
# A car breaks down, a child is ill, the rent goes up: a few hundred dollars decide whether a student comes
# back for the next term. A college had money for **300 grants** of 500 dollars, and **900** students asked
# for one. So it drew lots. That was fair, and it was also an experiment. Did the grants help? (The college
# and its data are made up.) You will
#
# 1. **test** whether those who asked are like the college as a whole,
# 2. **test** whether the lottery was fair,
# 3. **compare** the two groups, and say when you may speak of a cause,
# 4. find out **how much** the grants help, with the **bootstrap**, and
# 5. **write** to the people who decide about the money.
#
# The project takes two weeks. Parts 1 to 3 need what you know from week 9, and Part 4 the bootstrap, from
# week 10. You may work with a partner. Work from top to bottom and run every cell. Where you see three dots,
# `...`, put your answer. Some results are random: they change each time you run a cell, and the tests allow
# for that. You may add cells of your own to try things out.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## The data
#
# One row for each student who asked for a grant in the fall.
#
# | label | meaning |
# |:--|:--|
# | `number` | a number from 1 to 900 |
# | `day` | day on which the student asked, 1 to 10 |
# | `age` | age in years |
# | `parent` | has children? `yes` or `no` |
# | `work` | hours of paid work in a week of the **fall** |
# | `pantry` | used the college's free food pantry in the fall? `yes` or `no` |
# | `grant` | won a grant in the lottery? `yes` or `no` |
# | `returned` | came back in the **spring**? 1 is yes, 0 is no |
# | `work_spring` | hours of paid work in a week of the **spring**, at college or not |

# %%
grants = Table.read_table("grants.csv")
grants.show(5)

# %% [markdown]
# ## Part 1: Who asked for a grant?
#
# The college knows the ages of **all** its students:

# %%
ages = Table().with_columns(
    "group", make_array("under 20", "20 to 24", "25 to 34", "35 and over"),
    "college", make_array(0.29, 0.33, 0.24, 0.14),
)
ages

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** Write a function called `age_group` that takes an **age** and returns one of the four
# strings of the table: `"under 20"`, `"20 to 24"`, `"25 to 34"` or `"35 and over"`.

# %% [raw]
# # BEGIN SOLUTION

# %%
def age_group(age):
    """Return the group to which an age belongs."""
    # BEGIN SOLUTION
    if age < 20:
        return "under 20"
    elif age < 25:
        return "20 to 24"
    elif age < 35:
        return "25 to 34"
    else:
        return "35 and over"
    # END SOLUTION

age_group(18), age_group(22), age_group(30), age_group(50)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'age_group should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_age_group_is_a_function(age_group):
    assert callable(age_group)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'age_group(22) should be one of the four strings of the table. Does the function return its result?'
""" # END TEST CONFIG
def test_age_group_strings(age_group):
    assert age_group(22) in ["under 20", "20 to 24", "25 to 34", "35 and over"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'In the middle of each group: 18, 22, 30 and 50.'
""" # END TEST CONFIG
def test_age_group_middles(age_group):
    assert [age_group(age) for age in [18, 22, 30, 50]] == ["under 20", "20 to 24", "25 to 34", "35 and over"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'At the edges: 19 and 20, 24 and 25, 34 and 35.'
""" # END TEST CONFIG
def test_age_group_edges(age_group):
    found = [age_group(age) for age in [19, 20, 24, 25, 34, 35]]
    assert found == ["under 20", "20 to 24", "20 to 24", "25 to 34", "25 to 34", "35 and over"]

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
# **Question 1.2.** Make an array called `asked` with the **proportion** of the 900 students in each age group,
# **in the order of the table** `ages`. Use `apply` and your function.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
groups = grants.apply(age_group, "age")
counts = make_array()
for group in ages.column("group"):
    counts = np.append(counts, np.count_nonzero(groups == group))
# END SOLUTION
asked = counts / 900 # SOLUTION
asked

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'asked should be an array, not a single number, a list or a table. Do arithmetic with a whole array or column.'
""" # END TEST CONFIG
def test_asked_is_an_array(asked):
    import numpy as np
    assert isinstance(asked, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'asked should hold 4 values.'
""" # END TEST CONFIG
def test_asked_length(asked):
    assert len(asked) == 4

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Proportions of all groups together add up to 1.'
""" # END TEST CONFIG
def test_asked_sum(asked):
    assert abs(sum(asked) - 1) < 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The first value is for those under 20, and the last one for those of 35 and over. Mind the order.'
""" # END TEST CONFIG
def test_asked_values(asked):
    right = [209 / 900, 317 / 900, 277 / 900, 97 / 900]
    assert all(abs(one - other) < 0.0005 for one, other in zip(asked, right))

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
# **Question 1.3.** Write a function called `tvd` that takes two arrays of proportions and returns their **total
# variation distance**: half the sum of the distances. Then give the name `observed_tvd` to the distance
# between those who asked and the college.

# %% [raw]
# # BEGIN SOLUTION

# %%
def tvd(first, second):
    """Return the total variation distance of two arrays of proportions."""
    return sum(abs(first - second)) / 2 # SOLUTION

observed_tvd = tvd(asked, ages.column("college")) # SOLUTION
observed_tvd

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'observed_tvd should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_observed_tvd_is_a_number(observed_tvd):
    import numbers
    assert isinstance(observed_tvd, numbers.Real) and not isinstance(observed_tvd, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A total variation distance is never below 0 or above 1.'
""" # END TEST CONFIG
def test_observed_tvd_range(observed_tvd):
    assert 0 <= observed_tvd <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Between 0.5, 0.5 and 0.2, 0.8 the distance is 0.3, in both directions.'
""" # END TEST CONFIG
def test_tvd_example(tvd):
    import numpy as np
    a, b = np.array([0.5, 0.5]), np.array([0.2, 0.8])
    assert abs(tvd(a, b) - 0.3) < 0.0001 and abs(tvd(b, a) - 0.3) < 0.0001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Compare the array asked with the column college.'
""" # END TEST CONFIG
def test_observed_tvd_value(observed_tvd):
    assert abs(observed_tvd - 0.09) < 0.0005

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
# **Question 1.4.** The null hypothesis says that the 900 students are like a **random sample** of the college.
# Make an array called `simulated_tvds` with **2,000** total variation distances between such a random sample
# and the college. Then give the name `p_asked` to the p-value of `observed_tvd`.

# %% [raw]
# # BEGIN SOLUTION

# %%
simulated_tvds = make_array()
for i in np.arange(2000):
    # BEGIN SOLUTION
    sample = sample_proportions(900, ages.column("college"))
    simulated_tvds = np.append(simulated_tvds, tvd(sample, ages.column("college")))
    # END SOLUTION

p_asked = np.count_nonzero(simulated_tvds >= observed_tvd) / 2000 # SOLUTION
p_asked

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'simulated_tvds should hold 2,000 values.'
""" # END TEST CONFIG
def test_simulated_tvds_length(simulated_tvds):
    assert len(simulated_tvds) == 2000

# %%
""" # BEGIN TEST CONFIG
failure_message: 'p_asked should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_p_asked_is_a_number(p_asked):
    import numbers
    assert isinstance(p_asked, numbers.Real) and not isinstance(p_asked, bool)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each sample should have 900 students, drawn with the proportions of the college.'
""" # END TEST CONFIG
def test_simulated_tvds_values(simulated_tvds):
    import numpy as np
    assert abs(np.mean(simulated_tvds) - 0.0228) < 0.0016 and min(simulated_tvds) >= 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Large distances speak against the null hypothesis. Count those that are equal to the observed one or larger.'
""" # END TEST CONFIG
def test_p_asked_value(p_asked, simulated_tvds):
    import numpy as np
    assert p_asked < 0.05 and abs(p_asked - np.mean(np.array(simulated_tvds) >= 0.09 - 1e-9)) < 0.0011

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
Table().with_column("TVD", simulated_tvds).hist(bins=np.arange(0, 0.11, 0.005))

# %% [raw]
# # BEGIN QUESTION
# name: q1_5
# points: 3
# manual: true

# %% [markdown]
# **Question 1.5.** Write **3 or 4 sentences**: what do you conclude from the p-value, which age groups asked more
# or less often than their share, and does this make it wrong to compare the students **with** a grant and
# those **without** one later on? Why, or why not?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# A random sample of the college would hardly ever be as far away as 0.09, so the students who asked are not like
# the college as a whole. Those from 25 to 34 asked more often than their share (31 percent of those who asked,
# 24 percent of the college), and those under 20 less often. That does not spoil the comparison, because both
# groups are drawn by lot from those who asked. But what we find is about students who ask for help, not about
# all students.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | concludes that those who asked are not like a random sample of the college, without claiming a proof |
# | 1 | names an age group with more and one with less than its share |
# | 1 | says that the comparison is still fair, because the lottery split those who asked; or that its result holds for those who ask, not for all |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: Was the lottery fair?
#
# The student paper writes: *"Those who asked in the first three days were favored."* If the lottery was fair,
# the 300 winners are a random sample of the 900 students, **all different**. Let us test that.

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Give the name `observed_early` to the number of **winners** who asked on day 1, 2 or 3.

# %% [raw]
# # BEGIN SOLUTION

# %%
observed_early = grants.where("day", are.below(4)).where("grant", "yes").num_rows # SOLUTION
observed_early

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'observed_early should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_observed_early_is_a_number(observed_early):
    import numbers
    assert isinstance(observed_early, numbers.Real) and not isinstance(observed_early, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A number of winners is a whole number from 0 to 300.'
""" # END TEST CONFIG
def test_observed_early_range(observed_early):
    assert 0 <= observed_early <= 300 and observed_early == int(observed_early)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Day 3 counts as early. Only winners count.'
""" # END TEST CONFIG
def test_observed_early_edges(observed_early):
    assert observed_early not in [133, 320]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Keep the rows with a day of 3 or less and with a grant, and count them.'
""" # END TEST CONFIG
def test_observed_early_value(observed_early):
    assert observed_early == 167

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
# **Question 2.2.** Write a function called `one_lottery` with no arguments. It draws **300 different** students
# of the 900 at random, and returns how many of them asked on day 1, 2 or 3.

# %% [raw]
# # BEGIN SOLUTION

# %%
def one_lottery():
    """Return how many of 300 students drawn at random asked early."""
    # BEGIN SOLUTION
    winners = grants.select("day").sample(300, with_replacement=False)
    return winners.where("day", are.below(4)).num_rows
    # END SOLUTION

one_lottery()

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'one_lottery should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_one_lottery_is_a_function(one_lottery):
    assert callable(one_lottery)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'one_lottery() should be a number from 0 to 300. Does the function return its result?'
""" # END TEST CONFIG
def test_one_lottery_range(one_lottery):
    assert all(0 <= one_lottery() <= 300 for _ in range(5))

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each call should draw a new lottery.'
""" # END TEST CONFIG
def test_one_lottery_varies(one_lottery):
    assert len({float(one_lottery()) for _ in range(40)}) > 4

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Draw from all 900 students. On average, about 162 of 300 asked early.'
""" # END TEST CONFIG
def test_one_lottery_values(one_lottery):
    import numpy as np
    values = [float(one_lottery()) for _ in range(200)]
    assert 159.5 < np.mean(values) < 165.2 and 5 < np.std(values) < 10

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
# **Question 2.3.** Make an array called `lotteries` with the results of **1,000** fair lotteries.

# %% [raw]
# # BEGIN SOLUTION

# %%
lotteries = make_array()
for i in np.arange(1000):
    lotteries = np.append(lotteries, one_lottery()) # SOLUTION
lotteries

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'lotteries should be an array, not a single number, a list or a table. Use np.append in the loop.'
""" # END TEST CONFIG
def test_lotteries_is_an_array(lotteries):
    import numpy as np
    assert isinstance(lotteries, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'lotteries should hold 1,000 values.'
""" # END TEST CONFIG
def test_lotteries_length(lotteries):
    assert len(lotteries) == 1000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The numbers should lie around 162, and most of them from 150 to 175.'
""" # END TEST CONFIG
def test_lotteries_mean(lotteries):
    import numpy as np
    assert 161 < np.mean(lotteries) < 163.7

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The 300 students of a lottery are all different, and each lottery is new. Call your function each time.'
""" # END TEST CONFIG
def test_lotteries_spread(lotteries):
    import numpy as np
    assert 6.3 < np.std(lotteries) < 7.85

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
Table().with_column("early winners", lotteries).hist(bins=np.arange(138.5, 190, 3))

# %% [raw]
# # BEGIN QUESTION
# name: q2_4
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.4.** In all, 487 of the 900 students asked early, so a fair lottery **expects** 487 / 3, or about
# 162.3, early winners. A lottery can favor early or late students, so **both directions** speak against it.
# Give the name `p_lottery` to the proportion of `lotteries` that are **at least as far** from 487 / 3 as
# `observed_early` is.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
expected = 487 / 3
# END SOLUTION
p_lottery = np.count_nonzero(abs(lotteries - expected) >= abs(observed_early - expected)) / 1000 # SOLUTION
p_lottery

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'p_lottery should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_p_lottery_is_a_number(p_lottery):
    import numbers
    assert isinstance(p_lottery, numbers.Real) and not isinstance(p_lottery, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A p-value is never below 0 or above 1.'
""" # END TEST CONFIG
def test_p_lottery_range(p_lottery):
    assert 0 <= p_lottery <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Too few early winners speak against the lottery as well as too many.'
""" # END TEST CONFIG
def test_p_lottery_both_sides(p_lottery):
    assert p_lottery > 0.4

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the lotteries whose distance from 487 / 3 is that of observed_early or larger, and divide by 1,000.'
""" # END TEST CONFIG
def test_p_lottery_value(p_lottery, lotteries):
    import numpy as np
    distance = abs(np.array(lotteries) - 487 / 3)
    assert abs(p_lottery - np.mean(distance > 14 / 3 - 0.000001)) < 0.0001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# The data fits a fair lottery. The lottery decided who got a grant, and nothing else did. So the two groups are
# alike on average in **everything**: age, children, work, and all that is in no table.
#
# ## Part 3: Did the grants help?

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** Make a table called `return_rates` with one row for `grant` `yes` and one for `no`, and two
# columns: `grant`, and the **proportion** of these students who came back.
#
# *Hint:* What is the average of a column of ones and zeros?

# %% [raw]
# # BEGIN SOLUTION

# %%
return_rates = grants.select("grant", "returned").group("grant", np.mean) # SOLUTION
return_rates

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'return_rates should be a table. Start from the table grants and use one of its methods.'
""" # END TEST CONFIG
def test_return_rates_is_a_table(return_rates):
    from datascience import Table
    assert isinstance(return_rates, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'return_rates should have two rows and two columns.'
""" # END TEST CONFIG
def test_return_rates_shape(return_rates):
    assert return_rates.num_rows == 2 and return_rates.num_columns == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The second column should be proportions: never below 0 or above 1.'
""" # END TEST CONFIG
def test_return_rates_proportions(return_rates):
    assert all(0 <= value <= 1 for value in return_rates.column(1))

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Divide the students of each group who came back by the students of the same group.'
""" # END TEST CONFIG
def test_return_rates_values(return_rates):
    rates = dict(zip(return_rates.column(0), return_rates.column(1)))
    assert abs(rates["yes"] - 0.76) < 0.001 and abs(rates["no"] - 0.665) < 0.001

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
# **Question 3.2.** Write a function called `difference` that takes a **table** with a column `returned`, and the
# **label** of a column with `yes` and `no`. It returns the proportion of the `yes` rows that came back
# **minus** that of the `no` rows. Then give the name `observed_difference` to the value for `grants` and
# `"grant"`.

# %% [raw]
# # BEGIN SOLUTION

# %%
def difference(table, label):
    """Return how much more often the yes rows of a table came back than the no rows."""
    # BEGIN SOLUTION
    yes = table.where(label, "yes").column("returned")
    no = table.where(label, "no").column("returned")
    return np.mean(yes) - np.mean(no)
    # END SOLUTION

observed_difference = difference(grants, "grant") # SOLUTION
observed_difference

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
failure_message: 'observed_difference should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_observed_difference_is_a_number(observed_difference):
    import numbers
    assert isinstance(observed_difference, numbers.Real) and not isinstance(observed_difference, bool)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Use both arguments of the function: another table, and another label.'
""" # END TEST CONFIG
def test_difference_other_table(difference):
    from datascience import Table
    table = Table().with_columns(
        "returned", [1, 0, 1, 1, 0, 0], "grant", ["yes", "yes", "no", "no", "no", "no"],
        "late", ["yes", "yes", "yes", "no", "no", "no"])
    assert abs(difference(table, "grant") - 0) < 0.0001 and abs(difference(table, "late") - 1 / 3) < 0.0001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the proportion without a grant from the proportion with a grant.'
""" # END TEST CONFIG
def test_observed_difference_value(observed_difference):
    assert abs(observed_difference - 0.095) < 0.0005

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# The null hypothesis says that the grants make **no difference**: whoever came back would have come back anyway.
# Then `yes` and `no` are labels that chance has handed out. So shuffle the labels, and see what chance
# does.

# %% [raw]
# # BEGIN QUESTION
# name: q3_3
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.3.** Write a function called `shuffled_difference` with no arguments. It **shuffles** the column
# `grant` among the 900 students, and returns the `difference` of the table with the shuffled labels.
#
# *Hint:* `t.sample(with_replacement=False)` has all rows of `t`, in random order.

# %% [raw]
# # BEGIN SOLUTION

# %%
def shuffled_difference():
    """Return the difference when chance hands out the labels."""
    # BEGIN SOLUTION
    labels = grants.select("grant").sample(with_replacement=False).column("grant")
    return difference(grants.select("returned").with_column("grant", labels), "grant")
    # END SOLUTION

shuffled_difference()

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'shuffled_difference should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_shuffled_difference_is_a_function(shuffled_difference):
    assert callable(shuffled_difference)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'shuffled_difference() should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_shuffled_difference_is_a_number(shuffled_difference):
    import numbers
    assert isinstance(shuffled_difference(), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each call should shuffle anew. Shuffle the labels, and leave the column returned as it is.'
""" # END TEST CONFIG
def test_shuffled_difference_varies(shuffled_difference):
    assert len({round(float(shuffled_difference()), 6) for _ in range(30)}) > 5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'If chance hands out the labels, the difference is 0 on average.'
""" # END TEST CONFIG
def test_shuffled_difference_values(shuffled_difference):
    import numpy as np
    values = [float(shuffled_difference()) for _ in range(200)]
    assert abs(np.mean(values)) < 0.014 and 0.02 < np.std(values) < 0.045

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
# **Question 3.4.** Make an array called `shuffled` with **1,000** such differences.

# %% [raw]
# # BEGIN SOLUTION

# %%
shuffled = make_array()
for i in np.arange(1000):
    shuffled = np.append(shuffled, shuffled_difference()) # SOLUTION
shuffled

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'shuffled should be an array, not a single number, a list or a table. Use np.append in the loop.'
""" # END TEST CONFIG
def test_shuffled_is_an_array(shuffled):
    import numpy as np
    assert isinstance(shuffled, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'shuffled should hold 1,000 values.'
""" # END TEST CONFIG
def test_shuffled_length(shuffled):
    assert len(shuffled) == 1000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Call the function anew for each value.'
""" # END TEST CONFIG
def test_shuffled_varies(shuffled):
    assert len({round(float(value), 6) for value in shuffled}) > 15

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The values should be differences under the null hypothesis, around 0.'
""" # END TEST CONFIG
def test_shuffled_values(shuffled):
    import numpy as np
    assert abs(np.mean(shuffled)) < 0.006 and 0.028 < np.std(shuffled) < 0.0365

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
Table().with_column("difference", shuffled).hist(bins=np.arange(-0.12, 0.13, 0.01))

# %% [raw]
# # BEGIN QUESTION
# name: q3_5
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.5.** The alternative is that the grants **help**. Give the name `p_grant` to the p-value of
# `observed_difference`.

# %% [raw]
# # BEGIN SOLUTION

# %%
p_grant = np.count_nonzero(shuffled >= observed_difference) / 1000 # SOLUTION
p_grant

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'p_grant should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_p_grant_is_a_number(p_grant):
    import numbers
    assert isinstance(p_grant, numbers.Real) and not isinstance(p_grant, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A p-value is never below 0 or above 1.'
""" # END TEST CONFIG
def test_p_grant_range(p_grant):
    assert 0 <= p_grant <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'If the grants help, the difference is large. Look at the right end of the histogram.'
""" # END TEST CONFIG
def test_p_grant_direction(p_grant):
    assert p_grant < 0.1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the shuffled differences that are equal to the observed one or larger, and divide by 1,000.'
""" # END TEST CONFIG
def test_p_grant_value(p_grant, shuffled):
    import numpy as np
    values = np.array(shuffled)
    fewest, most = np.mean(values > 0.095 + 1e-6), np.mean(values > 0.095 - 1e-6)
    assert fewest - 0.0001 < p_grant < most + 0.0001

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
# **Question 3.6.** You decided **before** you looked at the data to use a cutoff of **1 percent**. What do you
# conclude? Give the name `conclusion` to the number of the best sentence.
#
# 1. The data speaks against chance alone. But two groups can't tell anything about a cause.
# 2. The data fits chance alone, so the grants do nothing.
# 3. The p-value is the chance that the grants do nothing.
# 4. The data speaks against chance alone. Because a lottery made the groups, the grants are a likely cause.

# %% [raw]
# # BEGIN SOLUTION

# %%
conclusion = 4 # SOLUTION
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
failure_message: 'Compare your p-value with 0.01. It is not the chance that the null hypothesis is true.'
""" # END TEST CONFIG
def test_conclusion_direction(conclusion):
    assert conclusion not in [2, 3]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Who decided which group a student is in? Chance did, so the groups are alike in all else.'
""" # END TEST CONFIG
def test_conclusion_value(conclusion):
    assert conclusion == 4

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Another comparison
#
# Nobody drew lots for the **food pantry**. Here are those who used it in the fall, and those who did not:

# %%
grants.select("pantry", "returned").group("pantry", np.mean)

# %%
grants.pivot("pantry", "parent", "returned", np.mean)

# %%
grants.pivot("pantry", "parent")

# %% [raw]
# # BEGIN QUESTION
# name: q3_7
# points: 4
# manual: true

# %% [markdown]
# **Question 3.7.** Somebody on the board says: *"Students who use the pantry come back less often. So the pantry
# does harm, and we should close it."* Write **4 or 5 sentences**. What in the first table fits the sentence?
# What do the other two tables show? Why is this comparison not as good as the one with the grants? How could
# the college find out what the pantry does?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# It is true that 65 percent of those who used the pantry came back, and 71 percent of the others. But more than
# half of the users are parents, who come back less often with or without the pantry. Among parents, users came back a bit more
# often (56 and 53 percent), and among the others a bit less often (72 and 74 percent), so next to nothing is
# left of the difference. Students chose the pantry themselves, and those who need it may have
# other troubles, so the groups were not alike before. The grants were given by lot. To find out, the college
# could draw lots for something like a box of food that is brought home, or for an invitation to the pantry.
#
# **Rubric (4 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | quotes the two proportions of the first table |
# | 1 | uses the other tables: within parents and within the others the difference is small (or turns around), and more of the users are parents |
# | 1 | says that students chose the pantry themselves, so the groups differ in other ways; the lottery made groups that are alike |
# | 1 | names a way to find out, with chance deciding or at least with students who are alike |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 4: How much do the grants help?
#
# A test says that it was hardly chance. It does not say **how much** the grants help. We have one sample of 900
# students; another one would give another difference. The **bootstrap** shows how much it would vary: draw
# 900 rows from the sample itself, **with replacement**, and look at the difference in them.
#
# | code | what you get |
# |:--|:--|
# | `t.sample()` | as many random rows as `t` has, with replacement |
# | `percentile(2.5, x)` | the value in the array `x` that 2.5 percent of the values do not exceed |

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.1.** Write a function called `resampled_difference` with no arguments. It draws one bootstrap
# sample of the 900 students, and returns the `difference` for the label `"grant"` in it.

# %% [raw]
# # BEGIN SOLUTION

# %%
def resampled_difference():
    """Return the difference in one bootstrap sample."""
    return difference(grants.select("grant", "returned").sample(), "grant") # SOLUTION

resampled_difference()

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'resampled_difference should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_resampled_difference_is_a_function(resampled_difference):
    assert callable(resampled_difference)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'resampled_difference() should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_resampled_difference_is_a_number(resampled_difference):
    import numbers
    assert isinstance(resampled_difference(), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each call should draw a new sample, with replacement.'
""" # END TEST CONFIG
def test_resampled_difference_varies(resampled_difference):
    assert len({round(float(resampled_difference()), 6) for _ in range(30)}) > 5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Draw 900 whole rows: each label stays with its student. The average is near the observed difference.'
""" # END TEST CONFIG
def test_resampled_difference_values(resampled_difference):
    import numpy as np
    values = [float(resampled_difference()) for _ in range(200)]
    assert abs(np.mean(values) - 0.095) < 0.013 and 0.022 < np.std(values) < 0.042

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
# **Question 4.2.** Make an array called `resampled` with the differences in **1,000** bootstrap samples.

# %% [raw]
# # BEGIN SOLUTION

# %%
resampled = make_array()
for i in np.arange(1000):
    resampled = np.append(resampled, resampled_difference()) # SOLUTION
resampled

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'resampled should be an array, not a single number, a list or a table. Use np.append in the loop.'
""" # END TEST CONFIG
def test_resampled_is_an_array(resampled):
    import numpy as np
    assert isinstance(resampled, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'resampled should hold 1,000 values.'
""" # END TEST CONFIG
def test_resampled_length(resampled):
    assert len(resampled) == 1000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Call the function anew for each value.'
""" # END TEST CONFIG
def test_resampled_varies(resampled):
    assert len({round(float(value), 6) for value in resampled}) > 50

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The values should lie around the observed difference, not around 0.'
""" # END TEST CONFIG
def test_resampled_values(resampled):
    import numpy as np
    assert abs(np.mean(resampled) - 0.095) < 0.006 and 0.027 < np.std(resampled) < 0.0355

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
Table().with_column("difference", resampled).hist(bins=np.arange(-0.02, 0.22, 0.01))

# %% [raw]
# # BEGIN QUESTION
# name: q4_3
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.3.** Give the names `lower` and `upper` to the ends of a **95 percent confidence interval** for the
# difference: the middle 95 percent of `resampled`.

# %% [raw]
# # BEGIN SOLUTION

# %%
lower = percentile(2.5, resampled) # SOLUTION
upper = percentile(97.5, resampled) # SOLUTION
lower, upper

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'lower should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_lower_is_a_number(lower):
    import numbers
    assert isinstance(lower, numbers.Real) and not isinstance(lower, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'lower should be below upper.'
""" # END TEST CONFIG
def test_interval_order(lower, upper):
    assert lower < upper

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The middle 95 percent leave out 2.5 percent on each side.'
""" # END TEST CONFIG
def test_interval_not_90(lower, resampled):
    import numpy as np
    assert np.mean(resampled < lower) < 0.04

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the 2.5th and the 97.5th percentile of resampled.'
""" # END TEST CONFIG
def test_interval_values(lower, upper, resampled):
    import numpy as np
    assert np.mean(resampled < lower) < 0.035 and np.mean(resampled <= lower) > 0.015
    assert np.mean(resampled > upper) < 0.035 and np.mean(resampled >= upper) > 0.015

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
# **Question 4.4.** Next year the college may pay for **400** grants. How many **more students** would come back
# because of them? Give the names `more_low` and `more_high` to the ends of a 95 percent confidence interval
# for this number. Use `lower` and `upper`.

# %% [raw]
# # BEGIN SOLUTION

# %%
more_low = 400 * lower # SOLUTION
more_high = 400 * upper # SOLUTION
more_low, more_high

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'more_low should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_more_low_is_a_number(more_low):
    import numbers
    assert isinstance(more_low, numbers.Real) and not isinstance(more_low, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'more_low should be below more_high, and both should be numbers of students from 0 to 400.'
""" # END TEST CONFIG
def test_more_range(more_low, more_high):
    assert 0 <= more_low < more_high <= 400

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The interval is for a difference of proportions. With 400 grants it means more than one student.'
""" # END TEST CONFIG
def test_more_scale(more_low, more_high):
    assert more_low > 3 and more_high < 100

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Multiply both ends of the interval by 400.'
""" # END TEST CONFIG
def test_more_values(more_low, more_high, lower, upper):
    assert abs(more_low - 400 * lower) < 0.6 and abs(more_high - 400 * upper) < 0.6

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4_5
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.5.** Do the grants also change how much students **work**? Make an array called `resampled_work`:
# in each of **1,000** bootstrap samples, the **average** of `work_spring` with a grant **minus** the average
# without one. Then give the names `work_low` and `work_high` to the ends of a **95 percent** confidence
# interval.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
def resampled_hours():
    """Return the difference of the average hours of work in one bootstrap sample."""
    sample = grants.select("grant", "work_spring").sample()
    yes = sample.where("grant", "yes").column("work_spring")
    no = sample.where("grant", "no").column("work_spring")
    return np.mean(yes) - np.mean(no)

# END SOLUTION
resampled_work = make_array()
for i in np.arange(1000):
    resampled_work = np.append(resampled_work, resampled_hours()) # SOLUTION

work_low = percentile(2.5, resampled_work) # SOLUTION
work_high = percentile(97.5, resampled_work) # SOLUTION
work_low, work_high

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'resampled_work should hold 1,000 values.'
""" # END TEST CONFIG
def test_resampled_work_length(resampled_work):
    assert len(resampled_work) == 1000

# %%
""" # BEGIN TEST CONFIG
failure_message: 'work_low should be below work_high.'
""" # END TEST CONFIG
def test_work_order(work_low, work_high):
    assert work_low < work_high

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Students with a grant work less. Subtract the average without a grant, in new bootstrap samples.'
""" # END TEST CONFIG
def test_resampled_work_values(resampled_work):
    import numpy as np
    assert abs(np.mean(resampled_work) + 3.67) < 0.15 and 0.66 < np.std(resampled_work) < 0.87

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the 2.5th and the 97.5th percentile of resampled_work.'
""" # END TEST CONFIG
def test_work_interval(work_low, work_high, resampled_work):
    import numpy as np
    assert np.mean(resampled_work < work_low) < 0.035 and np.mean(resampled_work <= work_low) > 0.015
    assert np.mean(resampled_work > work_high) < 0.035 and np.mean(resampled_work >= work_high) > 0.015

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
# **Question 4.6.** What does it mean that your interval from 4.3 is a **95 percent** confidence interval? Give
# the name `meaning` to the number of the best sentence.
#
# 1. The grants helped 95 percent of the students who got one.
# 2. With a chance of 95 percent, a student with a grant comes back.
# 3. If many colleges ran such a lottery and each made an interval this way, about 95 of 100 intervals would
#    hold the true difference.
# 4. In 95 of 100 lotteries the difference is exactly the observed one.

# %% [raw]
# # BEGIN SOLUTION

# %%
meaning = 3 # SOLUTION
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
failure_message: 'The interval is about a difference of two groups. It says nothing about a single student.'
""" # END TEST CONFIG
def test_meaning_not_students(meaning):
    assert meaning not in [1, 2]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The 95 percent say how often this way to make an interval works.'
""" # END TEST CONFIG
def test_meaning_value(meaning):
    assert meaning == 3

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 5: Write to the board
#
# A person reads this answer.

# %% [raw]
# # BEGIN QUESTION
# name: q5_1
# points: 6
# manual: true

# %% [markdown]
# **Question 5.1.** The board of the college decides whether to pay for **400 grants of 500 dollars** next year.
# Write a letter of **8 to 12 sentences** for readers who have not taken this course. Say how the lottery
# worked and why it lets you speak of a cause. Say what you found: the two proportions, the p-value in plain
# words, and the **interval** for the number of students who would come back. Say what it costs for each
# student **more** who comes back, at **both ends** of the interval. Say what the data can't tell. End with your
# advice.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# Dear board, 900 students asked for a grant, and lots were drawn for 300 of them. Because only chance decided, the
# students with and without a grant were alike on average, in age, children, work and everything else. So a
# difference between them afterwards is most likely due to the grants. With a grant, 76 percent came back in the
# spring, and without one 66.5 percent. If the grants did nothing, chance alone would give such a difference only about
# twice in 1,000 tries. From another lottery, the number would be a bit different: we are 95 percent confident
# that 400 grants bring back between 14 and 62 more students. The grants cost 200,000 dollars, so each student more who
# comes back costs between about 3,200 and 14,000 dollars. Students with a grant also worked 2 to 5 hours a
# week less. We can't say whether they will finish their studies, and the result is for one college, one year
# and students who ask for help. I would pay for the grants again, by lot, and look at the same students a
# year later.
#
# **Rubric (6 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | explains the lottery: chance made two groups that are alike, so the difference is most likely caused by the grants |
# | 1 | quotes both proportions (or the difference), and the p-value in plain words |
# | 1 | gives an interval for the number of students, not only one number, and calls it uncertain in plain words |
# | 1 | works out the cost for each student more at both ends: 200,000 dollars divided by the ends of the interval |
# | 1 | names a limit: one college, one year, those who asked, what happens later |
# | 1 | gives advice that follows from the findings, in words that a reader outside the course understands |

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
# 2. Read your answers of 1.5, 3.7 and 5.1 once more. Would a friend understand them?
# 3. Save the notebook.
# 4. Run the last cell and hand in the zip file the way your instructor asked for.
