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
# name: hw05
# files:
#   - rides.csv
#   - answers.csv
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
# # Homework 5: Could it be chance?
#
# A bus company makes a promise, and a college runs a survey. In both cases the data looks a bit off. Is
# something wrong, or could it be chance? You will
#
# 1. state a **model** and what it says,
# 2. **simulate** the model,
# 3. compare the data with it, and find a **p-value**,
# 4. do the same for data with several categories, and
# 5. **write** what a test can say, and what it can't.
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer. Some results are
# random: they change each time you run a cell, and the tests allow for that.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## Part 1: A promise
#
# The company says: *"85 percent of our buses are at most 5 minutes late."* Students noted how late **120**
# buses were. (The data is made up.) Buses with a negative number were early.
#
# | label | meaning |
# |:--|:--|
# | `line` | `Route 7` or `Route 9` |
# | `minutes_late` | minutes after the time in the timetable |

# %%
rides = Table.read_table("rides.csv")
rides.show(5)

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** A bus that is **at most 5 minutes late** (or early) is *on time*. Give the name
# `observed` to the **number** of buses of the data that were on time.

# %% [raw]
# # BEGIN SOLUTION

# %%
observed = np.count_nonzero(rides.column("minutes_late") <= 5) # SOLUTION
observed

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'observed should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_observed_is_a_number(observed):
    import numbers
    assert isinstance(observed, numbers.Real) and not isinstance(observed, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A number of buses is a whole number from 0 to 120.'
""" # END TEST CONFIG
def test_observed_range(observed):
    assert 0 <= observed <= 120 and observed == int(observed)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A bus that is exactly 5 minutes late is on time, and so is an early bus.'
""" # END TEST CONFIG
def test_observed_edges(observed):
    assert observed not in [83, 70]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the buses with 5 minutes late or less.'
""" # END TEST CONFIG
def test_observed_value(observed):
    assert observed == 93

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
# **Question 1.2.** If the promise is true, how many of 120 buses would you **expect** to be on time? Call
# it `expected`.

# %% [raw]
# # BEGIN SOLUTION

# %%
expected = 0.85 * 120 # SOLUTION
expected

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'expected should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_expected_is_a_number(expected):
    import numbers
    assert isinstance(expected, numbers.Real) and not isinstance(expected, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The number should be from 0 to 120.'
""" # END TEST CONFIG
def test_expected_range(expected):
    assert 0 <= expected <= 120

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is what was observed. What would the promise lead you to expect?'
""" # END TEST CONFIG
def test_expected_not_observed(expected):
    assert abs(expected - 93) > 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: '85 percent of 120 buses should be on time.'
""" # END TEST CONFIG
def test_expected_value(expected):
    assert abs(expected - 102) < 0.01

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
# **Question 1.3.** There are fewer buses on time than expected. The **null hypothesis** is a model that
# says: it is just chance. Which sentence is the null hypothesis here? Give the name `null` to its number.
#
# 1. The buses are on time less often than the company says.
# 2. Each bus is on time with a chance of 0.85, and the difference in our data is due to chance.
# 3. Exactly 102 of any 120 buses are on time.
# 4. Our data proves that the company lies.

# %% [raw]
# # BEGIN SOLUTION

# %%
null = 2 # SOLUTION
null

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'null should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_null_is_a_number(null):
    import numbers
    assert isinstance(null, numbers.Real) and not isinstance(null, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'null should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_null_is_an_option(null):
    assert null in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A null hypothesis says that nothing is wrong, and that chance explains the difference.'
""" # END TEST CONFIG
def test_null_says_nothing_is_wrong(null):
    assert null not in [1, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The null hypothesis must be a model that you can simulate, and it must allow for chance.'
""" # END TEST CONFIG
def test_null_value(null):
    assert null == 2

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# The function `sample_proportions(n, chances)` simulates `n` random things of several kinds. `chances` is
# an array with the chance of each kind; they add up to 1. You get an array with the **proportion** of each
# kind. Here 10 coins are flipped:

# %%
sample_proportions(10, make_array(0.5, 0.5))

# %% [raw]
# # BEGIN QUESTION
# name: q1_4
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.4.** Write a function called `simulate_rides` with no arguments that simulates **120** buses
# under the null hypothesis, and returns the **number** of them that are on time.

# %% [raw]
# # BEGIN SOLUTION

# %%
def simulate_rides():
    """Return how many of 120 simulated buses are on time."""
    return 120 * sample_proportions(120, make_array(0.85, 0.15)).item(0) # SOLUTION

simulate_rides()

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'simulate_rides should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_simulate_rides_is_a_function(simulate_rides):
    assert callable(simulate_rides)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'simulate_rides() should be a number from 0 to 120. Does the function return its result?'
""" # END TEST CONFIG
def test_simulate_rides_range(simulate_rides):
    assert all(0 <= simulate_rides() <= 120 for _ in range(10))

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each call should simulate new buses.'
""" # END TEST CONFIG
def test_simulate_rides_varies(simulate_rides):
    assert len({round(float(simulate_rides())) for _ in range(60)}) > 4

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function should return a number of buses out of 120, on average about 102.'
""" # END TEST CONFIG
def test_simulate_rides_average(simulate_rides):
    import numpy as np
    values = [float(simulate_rides()) for _ in range(500)]
    assert 100.8 < np.mean(values) < 103.2 and 3.2 < np.std(values) < 4.7

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
# **Question 1.5.** Make an array called `simulated` with the results of **2,000** calls of your function.

# %% [raw]
# # BEGIN SOLUTION

# %%
simulated = make_array()
for i in np.arange(2000):
    simulated = np.append(simulated, simulate_rides()) # SOLUTION
simulated

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'simulated should be an array, not a single number, a list or a table. Use np.append in the loop.'
""" # END TEST CONFIG
def test_simulated_is_an_array(simulated):
    import numpy as np
    assert isinstance(simulated, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'simulated should hold 2,000 values.'
""" # END TEST CONFIG
def test_simulated_length(simulated):
    assert len(simulated) == 2000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Call the function anew for each value.'
""" # END TEST CONFIG
def test_simulated_varies(simulated):
    assert len(set(simulated)) > 10

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The values should be numbers of buses on time, around 102.'
""" # END TEST CONFIG
def test_simulated_values(simulated):
    import numpy as np
    assert 101.4 < np.mean(simulated) < 102.6 and 3.4 < np.std(simulated) < 4.4

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
Table().with_column("buses on time", simulated).hist(bins=np.arange(84.5, 118, 2))

# %% [raw]
# # BEGIN QUESTION
# name: q1_6
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.6.** The **p-value** is the chance, if the null hypothesis is true, to get a result like the
# observed one **or even further** in the direction of the alternative. Here the alternative is that
# **fewer** buses are on time. Give the name `p_rides` to the proportion of the simulated numbers that are
# **equal to `observed` or smaller**.

# %% [raw]
# # BEGIN SOLUTION

# %%
p_rides = np.count_nonzero(simulated <= observed) / 2000 # SOLUTION
p_rides

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'p_rides should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_p_rides_is_a_number(p_rides):
    import numbers
    assert isinstance(p_rides, numbers.Real) and not isinstance(p_rides, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A p-value is never below 0 or above 1.'
""" # END TEST CONFIG
def test_p_rides_range(p_rides):
    assert 0 <= p_rides <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Few buses on time speak against the company. Look at the left end of the histogram.'
""" # END TEST CONFIG
def test_p_rides_direction(p_rides):
    assert p_rides < 0.5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the simulated numbers that are equal to observed or smaller, and divide by 2,000.'
""" # END TEST CONFIG
def test_p_rides_value(p_rides, simulated):
    assert abs(p_rides - sum(simulated <= 93 + 0.001) / 2000) < 0.0001

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
# **Question 1.7.** You decided **before** you looked at the data to use a cutoff of **5 percent**. What do
# you conclude? Give the name `conclusion` to the number of the best sentence.
#
# 1. The p-value is below 0.05, so the data speaks against the promise of 85 percent.
# 2. The p-value is above 0.05, so the data fits the promise.
# 3. The p-value is below 0.05, so the promise is true.
# 4. The p-value is the chance that the promise is true.

# %% [raw]
# # BEGIN SOLUTION

# %%
conclusion = 1 # SOLUTION
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
failure_message: 'Compare your p-value with 0.05. A small p-value means that the data would be unusual if the model were true.'
""" # END TEST CONFIG
def test_conclusion_direction(conclusion):
    assert conclusion not in [2, 3]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A p-value starts from the model and says how unusual the data is. It is not the chance that the model is true.'
""" # END TEST CONFIG
def test_conclusion_value(conclusion):
    assert conclusion == 1

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: Who answered?
#
# The college of six programs sent a survey to its students, and **200** of them answered.
#
# | label | meaning |
# |:--|:--|
# | `program` | name of the program |
# | `college` | proportion of **all** students of the college who are in it |
# | `answers` | number of the 200 answers that came from it |
#
# If the answers were like a random sample of all students, their proportions would be near those of the
# college.

# %%
answers = Table.read_table("answers.csv")
answers

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Make an array called `survey` with the **proportion** of the 200 answers that came from
# each program, in the order of the table.

# %% [raw]
# # BEGIN SOLUTION

# %%
survey = answers.column("answers") / 200 # SOLUTION
survey

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'survey should be an array, not a single number, a list or a table. Do arithmetic with a whole array or column.'
""" # END TEST CONFIG
def test_survey_is_an_array(survey):
    import numpy as np
    assert isinstance(survey, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'survey should hold 6 values.'
""" # END TEST CONFIG
def test_survey_length(survey):
    assert len(survey) == 6

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Proportions of all programs together add up to 1.'
""" # END TEST CONFIG
def test_survey_sum(survey):
    assert abs(sum(survey) - 1) < 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Divide the number of answers of each program by 200.'
""" # END TEST CONFIG
def test_survey_values(survey):
    assert abs(survey[0] - 0.22) < 0.0005 and abs(survey[5] - 0.03) < 0.0005

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
# **Question 2.2.** We need **one number** that says how far two sets of proportions are apart. The **total
# variation distance** (TVD) is half the sum of the distances: for 0.5, 0.3, 0.2 and 0.6, 0.3, 0.1 it is
# (0.1 + 0 + 0.1) / 2, or 0.1. Write a function called `tvd` that takes two arrays and returns it.

# %% [raw]
# # BEGIN SOLUTION

# %%
def tvd(first, second):
    """Return the total variation distance of two arrays of proportions."""
    return sum(abs(first - second)) / 2 # SOLUTION

tvd(make_array(0.5, 0.3, 0.2), make_array(0.6, 0.3, 0.1))

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'tvd should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_tvd_is_a_function(tvd):
    assert callable(tvd)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'tvd of two arrays should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_tvd_is_a_number(tvd):
    import numbers
    import numpy as np
    assert isinstance(tvd(np.array([0.5, 0.3, 0.2]), np.array([0.6, 0.3, 0.1])), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'For the example in the question it should be 0.1, and for two equal arrays 0.'
""" # END TEST CONFIG
def test_tvd_example(tvd):
    import numpy as np
    a, b = np.array([0.5, 0.3, 0.2]), np.array([0.6, 0.3, 0.1])
    assert abs(tvd(a, b) - 0.1) < 0.0001 and abs(tvd(a, a)) < 0.0001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Add the distances, without their signs, and take half of the sum.'
""" # END TEST CONFIG
def test_tvd_others(tvd):
    import numpy as np
    a, b = np.array([0.0, 1.0]), np.array([1.0, 0.0])
    assert abs(tvd(a, b) - 1) < 0.0001 and abs(tvd(b, a) - 1) < 0.0001
    c, d = np.array([0.4, 0.3, 0.2, 0.1]), np.array([0.25, 0.25, 0.25, 0.25])
    assert abs(tvd(c, d) - 0.2) < 0.0001

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
# **Question 2.3.** Give the name `observed_tvd` to the total variation distance between the survey and the
# college.

# %% [raw]
# # BEGIN SOLUTION

# %%
observed_tvd = tvd(survey, answers.column("college")) # SOLUTION
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
failure_message: 'The two sets of proportions are not equal, so their distance is above 0.'
""" # END TEST CONFIG
def test_observed_tvd_positive(observed_tvd):
    assert observed_tvd > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Compare the proportions of the survey with the column college.'
""" # END TEST CONFIG
def test_observed_tvd_value(observed_tvd):
    assert abs(observed_tvd - 0.12) < 0.0005

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
# **Question 2.4.** Make an array called `simulated_tvds` with **2,000** values. Each is the TVD between the
# college and a **random sample of 200** students of it. Use `sample_proportions`.

# %% [raw]
# # BEGIN SOLUTION

# %%
simulated_tvds = make_array()
for i in np.arange(2000):
    # BEGIN SOLUTION
    sample = sample_proportions(200, answers.column("college"))
    simulated_tvds = np.append(simulated_tvds, tvd(sample, answers.column("college")))
    # END SOLUTION
simulated_tvds

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'simulated_tvds should be an array, not a single number, a list or a table. Use np.append in the loop.'
""" # END TEST CONFIG
def test_simulated_tvds_is_an_array(simulated_tvds):
    import numpy as np
    assert isinstance(simulated_tvds, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'simulated_tvds should hold 2,000 values.'
""" # END TEST CONFIG
def test_simulated_tvds_length(simulated_tvds):
    assert len(simulated_tvds) == 2000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Draw a new sample each time, and compare it with the college.'
""" # END TEST CONFIG
def test_simulated_tvds_vary(simulated_tvds):
    assert len(set(simulated_tvds)) > 20 and min(simulated_tvds) >= 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each sample should have 200 students, drawn with the proportions of the college.'
""" # END TEST CONFIG
def test_simulated_tvds_values(simulated_tvds):
    import numpy as np
    assert abs(np.mean(simulated_tvds) - 0.059) < 0.004

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
Table().with_column("TVD", simulated_tvds).hist(bins=np.arange(0, 0.17, 0.01))

# %% [raw]
# # BEGIN QUESTION
# name: q2_5
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.5.** Which values of the TVD speak **against** chance: small ones or large ones? Give the
# name `p_survey` to the p-value of `observed_tvd`.

# %% [raw]
# # BEGIN SOLUTION

# %%
p_survey = np.count_nonzero(simulated_tvds >= observed_tvd) / 2000 # SOLUTION
p_survey

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'p_survey should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_p_survey_is_a_number(p_survey):
    import numbers
    assert isinstance(p_survey, numbers.Real) and not isinstance(p_survey, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A p-value is never below 0 or above 1.'
""" # END TEST CONFIG
def test_p_survey_range(p_survey):
    assert 0 <= p_survey <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A large distance speaks against chance. Look at the right end of the histogram.'
""" # END TEST CONFIG
def test_p_survey_direction(p_survey):
    assert p_survey < 0.5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the simulated distances that are equal to the observed one or larger, and divide by 2,000.'
""" # END TEST CONFIG
def test_p_survey_value(p_survey, simulated_tvds):
    fewest = sum(simulated_tvds > 0.12 + 1e-9) / 2000
    most = sum(simulated_tvds > 0.12 - 1e-9) / 2000
    assert fewest - 0.0001 < p_survey < most + 0.0001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: Say it in words
#
# A person reads these answers and looks for clear thinking.

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 4
# manual: true

# %% [markdown]
# **Question 3.1.** Write **3 to 5 sentences** to the bus company about Part 1, for a reader who has not
# taken this course. Say what you compared, what you found (quote `observed`, `expected` and the p-value),
# what you conclude, and one reason why even this result could mislead.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# You promise that 85 percent of your buses are at most 5 minutes late, so of 120 buses we expected about
# 102 on time. We saw only 93. If your promise were true, so few buses on time would come up by chance in
# only about 2 percent of such counts, so we doubt the promise. Still, our 120 buses were not picked at
# random: if we counted mostly at rush hour or in a week with road works, your promise may hold for the year
# as a whole.
#
# **Rubric (4 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | says what was compared: the data with what the promise leads one to expect, 102 of 120 |
# | 1 | quotes the observed number and the p-value, and explains the p-value in plain words: how often chance alone gives so few |
# | 1 | concludes that the data speaks against the promise, without claiming a proof |
# | 1 | names a reason why the result could mislead, such as buses that were not picked at random, one season, or the chance of a rare sample |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3_2
# points: 3
# manual: true

# %% [markdown]
# **Question 3.2.** In Part 2 the p-value is small. Write **2 to 4 sentences**: what does that say about the
# answers, what does it **not** say, and which programs answered more and less than their share?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# Answers that differ so much from the college would hardly come from a random sample, so the students who
# answered are not like the college as a whole. The test does not say why they answered, nor that their
# answers are wrong. Biology and Computing answered more than their share, and Business, Nursing and Welding
# less.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | says that the answers are not like a random sample of the college |
# | 1 | names something that the test does not say, such as the reason, or what the others think |
# | 1 | names at least one program with more and one with less than its share |

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
# 2. Read your answers of Part 3 once more. Would a friend understand them?
# 3. Save the notebook.
# 4. Run the last cell and hand in the zip file the way your instructor asked for.
