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
# name: hw12
# files:
#   - visits.csv
#   - rowers.csv
#   - warnings.csv
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
# # Homework 12: What do we owe the people in the table?
#
# A college wants to do good with data: it shares a table about visits to a counselor, it asks an embarrassing
# question, and it warns students before they fail a class. You will
#
# 1. find people in a table **without names**,
# 2. make the table **coarser**, and count who is still alone,
# 3. ask a question with a **die**, so that nobody has to be ashamed of an answer, and
# 4. measure whether a program is **fair**.
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer. Some results
# are random: they change each time you run a cell, and the tests allow for that.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## Part 1: "There are no names in it"
#
# The people in this homework are made up. `visits` has one row for each of **600** students who talked to a
# counselor. The college has removed their names, and would like to publish the table.
#
# | label | meaning |
# |:--|:--|
# | `age` | age in years |
# | `program` | what the student is in |
# | `town` | where the student lives |
# | `reason` | what they talked about |

# %%
visits = Table.read_table("visits.csv")
visits.show(5)

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** Write a function called `alone` that takes a **list of labels**, for instance `["age",
# "town"]`, and returns how many of the students in `visits` are the **only one** with their values in these
# columns.
#
# *Hint:* `visits.group(labels)` has one row for each combination, with its count.

# %% [raw]
# # BEGIN SOLUTION

# %%
def alone(labels):
    """Return how many students differ from all others in these columns."""
    return visits.group(labels).where("count", 1).num_rows # SOLUTION

alone(["age"]), alone(["age", "program"]), alone(["age", "program", "town"])

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'alone should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_alone_is_a_function(alone):
    assert callable(alone)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'alone should return one number.'
""" # END TEST CONFIG
def test_alone_is_a_number(alone):
    import numbers
    assert isinstance(alone(["age", "program"]), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the groups that have exactly one student in them.'
""" # END TEST CONFIG
def test_alone_value(alone):
    assert alone(["age"]) == 6 and alone(["age", "program", "town"]) == 168

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function should use the list that it is given.'
""" # END TEST CONFIG
def test_alone_labels(alone):
    assert alone(["age", "program"]) == 45 and alone(["program", "town"]) == 0

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Here is another table: the rowing team. The college has it on its website, with first names, ages, programs
# and towns. There is nothing secret in it.

# %%
rowers = Table.read_table("rowers.csv")
rowers.show()

# %% [raw]
# # BEGIN QUESTION
# name: q1_2
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.2.** Write a function called `matches` that takes an age, a program and a town, and returns the
# **number** of rows of `visits` with all three of them.

# %% [raw]
# # BEGIN SOLUTION

# %%
def matches(age, program, town):
    """Return how many visits have this age, program and town."""
    return visits.where("age", age).where("program", program).where("town", town).num_rows # SOLUTION

matches(22, "Computing", "Ash Creek")

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'matches should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_matches_is_a_function(matches):
    assert callable(matches)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'matches should return one number.'
""" # END TEST CONFIG
def test_matches_is_a_number(matches):
    import numbers
    assert isinstance(matches(22, "Computing", "Ash Creek"), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Keep the rows in which all three values are the same, and count them.'
""" # END TEST CONFIG
def test_matches_value(matches):
    assert matches(22, "Computing", "Ash Creek") == 8 and matches(26, "Welding", "Ash Creek") == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'If there is no such student, the result is 0.'
""" # END TEST CONFIG
def test_matches_none(matches):
    assert matches(38, "Computing", "Brookfield") == 0 and matches(29, "Business", "Dunmore") == 1

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# `t.apply` can also take **three** labels. This cell finds the number of matches of each rower:

# %%
match_counts = rowers.apply(matches, "age", "program", "town")
rowers.with_column("matches", match_counts).show()

# %% [raw]
# # BEGIN QUESTION
# name: q1_3
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.3.** How many of the rowers match **exactly one** visit? Call this number `found`.

# %% [raw]
# # BEGIN SOLUTION

# %%
found = np.count_nonzero(match_counts == 1) # SOLUTION
found

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'found should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_found_is_a_number(found):
    import numbers
    assert isinstance(found, numbers.Real) and not isinstance(found, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'There are 12 rowers.'
""" # END TEST CONFIG
def test_found_range(found):
    assert 0 <= found <= 12

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Exactly one: not none, and not more.'
""" # END TEST CONFIG
def test_found_exactly(found):
    assert found not in [9, 12]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the values in match_counts that are 1.'
""" # END TEST CONFIG
def test_found_value(found):
    assert found == 7

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# For these rowers, everybody who reads both tables sees **one** reason beside **one** name. Now look at Ben,
# who matches two visits:

# %%
visits.where("age", 26).where("program", "Welding").where("town", "Ash Creek")

# %% [raw]
# # BEGIN QUESTION
# name: q1_4
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.4.** A teammate knows that Ben talked to a counselor. What does the teammate learn from the
# table? Give the name `about_ben` to the number of the best answer.
#
# 1. Nothing, because there are two rows, and nobody knows which one is his.
# 2. Ben's reason, because it is the same in both rows.
# 3. Nothing, because Ben's name is not in the table.
# 4. Ben's reason, but only if the teammate works for the college.

# %% [raw]
# # BEGIN SOLUTION

# %%
about_ben = 2 # SOLUTION
about_ben

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'about_ben should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_about_ben_is_a_number(about_ben):
    import numbers
    assert isinstance(about_ben, numbers.Real) and not isinstance(about_ben, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'about_ben should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_about_ben_is_an_option(about_ben):
    assert about_ben in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'His name is not needed, and both tables are public.'
""" # END TEST CONFIG
def test_about_ben_public(about_ben):
    assert about_ben not in [3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Does it matter which of the two rows is his? Look at the reasons.'
""" # END TEST CONFIG
def test_about_ben_value(about_ben):
    assert about_ben == 2

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: Say less
#
# The college could publish less exact ages, and leave out the program.

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Write a function called `decade` that takes an age and returns it **rounded down** to
# tens: 20 for 20 to 29, 30 for 30 to 39, and so on.

# %% [raw]
# # BEGIN SOLUTION

# %%
def decade(age):
    """Return an age rounded down to tens."""
    return age // 10 * 10 # SOLUTION

decade(27)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'decade should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_decade_is_a_function(decade):
    assert callable(decade)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'decade(27) should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_decade_is_a_number(decade):
    import numbers
    assert isinstance(decade(27), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Round down, not to the nearest ten.'
""" # END TEST CONFIG
def test_decade_down(decade):
    assert decade(27) == 20 and decade(39) == 30 and decade(55) == 50

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: '20 is in the twenties, and 18 is not.'
""" # END TEST CONFIG
def test_decade_edges(decade):
    assert decade(20) == 20 and decade(18) == 10 and decade(60) == 60

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
# **Question 2.2.** Make a table called `coarse` with three columns for the 600 visits, in their order: `age`
# with the ages rounded down to tens, `town`, and `reason`.

# %% [raw]
# # BEGIN SOLUTION

# %%
coarse = visits.with_column("age", visits.apply(decade, "age")).select("age", "town", "reason") # SOLUTION
coarse.show(5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'coarse should be a table. Start from a table and use one of its methods.'
""" # END TEST CONFIG
def test_coarse_is_a_table(coarse):
    from datascience import Table
    assert isinstance(coarse, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'coarse should have 600 rows and the three columns age, town and reason.'
""" # END TEST CONFIG
def test_coarse_shape(coarse):
    assert coarse.num_rows == 600 and sorted(coarse.labels) == ["age", "reason", "town"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The ages in coarse should be rounded down to tens.'
""" # END TEST CONFIG
def test_coarse_ages(coarse):
    assert sorted(set(coarse.column("age"))) == [10, 20, 30, 40, 50, 60]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Keep the rows in their order, with the town and the reason as they are.'
""" # END TEST CONFIG
def test_coarse_rows(coarse):
    assert list(coarse.column("age"))[:5] == [20, 50, 10, 20, 20]
    assert list(coarse.column("town"))[:3] == ["Brookfield", "Clay Hill", "Clay Hill"]
    assert list(coarse.column("reason"))[:3] == ["family", "sleep", "family"]

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# A usual rule: publish a row only if **at least 5** people have the same values in the columns that others
# may know, here `age` and `town`.

# %% [raw]
# # BEGIN QUESTION
# name: q2_3
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.3.** Give the name `too_small` to the number of **groups** of `coarse` (an age and a town) with
# **fewer than 5** students, and the name `hidden_students` to the number of **students** in all these groups
# together.

# %% [raw]
# # BEGIN SOLUTION

# %%
groups = coarse.group(["age", "town"]).where("count", are.below(5)) # SOLUTION
too_small = groups.num_rows # SOLUTION
hidden_students = sum(groups.column("count")) # SOLUTION
too_small, hidden_students

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'too_small should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_too_small_is_a_number(too_small):
    import numbers
    assert isinstance(too_small, numbers.Real) and not isinstance(too_small, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'hidden_students should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_hidden_students_is_a_number(hidden_students):
    import numbers
    assert isinstance(hidden_students, numbers.Real) and not isinstance(hidden_students, bool)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Group by age and town, and count the groups with fewer than 5 students. A group of 5 is large enough.'
""" # END TEST CONFIG
def test_too_small_value(too_small):
    assert too_small == 10

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Add the counts of the groups that are too small.'
""" # END TEST CONFIG
def test_hidden_students_value(hidden_students):
    assert hidden_students == 19

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# In the table with exact ages, programs and towns, 436 of the 600 students are in a group of fewer than 5.
# Now it is a handful, and the college can leave these rows out. But nobody can see any more, for instance,
# what **nursing** students talk about. Safer, and less useful.
#
# ## Part 3: Ask with a die
#
# "Did you copy from somebody in an exam this year?" Few would answer honestly. So the college asks like this:
# *Roll a die, and show it to nobody.*
#
# - *1, 2, 3 or 4: answer honestly.*
# - *5: say "yes", whatever is true.*
# - *6: say "no", whatever is true.*
#
# So a "yes" gives nobody away. Out of 6 people, 4 are honest on average, and one says "yes" because of the
# die:
#
# > part of yes = 4/6 × true part + 1/6

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** Turn this around. Write a function called `true_part` that takes the proportion of all
# answers that are "yes" and returns the **estimate** of the true part.

# %% [raw]
# # BEGIN SOLUTION

# %%
def true_part(yes_part):
    """Return the estimate of the true part."""
    return (yes_part - 1 / 6) / (4 / 6) # SOLUTION

true_part(0.3)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'true_part should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_true_part_is_a_function(true_part):
    assert callable(true_part)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'true_part(0.3) should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_true_part_is_a_number(true_part):
    import numbers
    assert isinstance(true_part(0.3), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'If nobody copied, one sixth of the answers is yes. If everybody did, five sixths are.'
""" # END TEST CONFIG
def test_true_part_ends(true_part):
    assert abs(true_part(1 / 6)) < 0.01 and abs(true_part(5 / 6) - 1) < 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'First subtract 1/6, then divide by 4/6.'
""" # END TEST CONFIG
def test_true_part_values(true_part):
    assert abs(true_part(0.3) - 0.2) < 0.01 and abs(true_part(0.5) - 0.5) < 0.01

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Does it work? Suppose that **30 percent** have copied. Then the chance of a "yes" is 4/6 × 0.3 + 1/6, a bit
# more than one third.

# %%
yes_chance = 4 / 6 * 0.3 + 1 / 6
yes_chance

# %% [raw]
# # BEGIN QUESTION
# name: q3_2
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.2.** Write a function called `one_estimate` that takes a number of `people`, **simulates** the
# answers of so many people with `sample_proportions`, and returns the **estimate** of the true part.

# %% [raw]
# # BEGIN SOLUTION

# %%
def one_estimate(people):
    """Return the estimate from one simulated survey."""
    # BEGIN SOLUTION
    answers = sample_proportions(people, make_array(yes_chance, 1 - yes_chance))
    return true_part(answers.item(0))
    # END SOLUTION

one_estimate(300)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'one_estimate should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_one_estimate_is_a_function(one_estimate):
    assert callable(one_estimate)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'one_estimate(300) should be one number.'
""" # END TEST CONFIG
def test_one_estimate_is_a_number(one_estimate):
    import numbers
    assert isinstance(one_estimate(300), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The estimates should lie around the true part, 0.3. Use yes_chance for the simulation, and true_part for the estimate.'
""" # END TEST CONFIG
def test_one_estimate_average(one_estimate):
    import numpy as np
    assert abs(np.mean([one_estimate(300) for _ in range(400)]) - 0.3) < 0.012

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each call should simulate anew, with as many people as it is told.'
""" # END TEST CONFIG
def test_one_estimate_spread(one_estimate):
    import numpy as np
    assert 0.034 < np.std([one_estimate(300) for _ in range(400)]) < 0.050
    assert 0.0165 < np.std([one_estimate(1200) for _ in range(400)]) < 0.026

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
# **Question 3.3.** Make an array called `estimates` with **1,000** results of `one_estimate(300)`.

# %% [raw]
# # BEGIN SOLUTION

# %%
estimates = make_array()
for survey in np.arange(1000):
    estimates = np.append(estimates, one_estimate(300)) # SOLUTION
estimates

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'estimates should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_estimates_is_an_array(estimates):
    import numpy as np
    assert isinstance(estimates, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'estimates should hold 1,000 values.'
""" # END TEST CONFIG
def test_estimates_length(estimates):
    assert len(estimates) == 1000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Call the function anew for each value.'
""" # END TEST CONFIG
def test_estimates_vary(estimates):
    assert len(set(estimates)) > 20

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The estimates should come from 300 people each, and lie around 0.3.'
""" # END TEST CONFIG
def test_estimates_values(estimates):
    import numpy as np
    assert abs(np.mean(estimates) - 0.3) < 0.008 and 0.036 < np.std(estimates) < 0.048

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
Table().with_column("estimate", estimates).hist(bins=np.arange(0.15, 0.46, 0.02))
np.std(estimates)

# %% [raw]
# # BEGIN QUESTION
# name: q3_4
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.4.** If all 300 people answered honestly **without** a die, the SD of such estimates would be
# about **0.026**. What does the comparison show? Give the name `price` to the number of the best sentence.
#
# 1. With the die, the estimates are wrong on average, so the survey is useless.
# 2. The die makes no difference.
# 3. With the die, the estimates are right on average, but spread out more. More people would make up for it.
# 4. With the die, the estimates are more exact, because everybody is honest.

# %% [raw]
# # BEGIN SOLUTION

# %%
price = 3 # SOLUTION
price

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'price should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_price_is_a_number(price):
    import numbers
    assert isinstance(price, numbers.Real) and not isinstance(price, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'price should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_price_is_an_option(price):
    assert price in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Around which number do the estimates lie?'
""" # END TEST CONFIG
def test_price_average(price):
    assert price not in [1, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Compare the SD of the estimates with 0.026.'
""" # END TEST CONFIG
def test_price_value(price):
    assert price == 3

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 4: Is the program fair?
#
# A program gives each student a score from 0 to 100 after four weeks. With **50 or more**, the student gets a
# **warning** and an hour with a tutor. `warnings` has 500 students of last year, and what happened.
#
# | label | meaning |
# |:--|:--|
# | `time` | when the student has classes: `day` or `evening` |
# | `score` | what the program said |
# | `failed` | did the student fail a class in the end? `yes` or `no` |
#
# (Last year nobody saw the scores, so they have not changed anything.)

# %%
warnings = Table.read_table("warnings.csv")
warnings.show(5)

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.1.** The program is **right** about a student if it warns one who failed, or does not warn one
# who did not fail. Write a function called `accuracy_of` that takes `"day"` or `"evening"` and returns the
# proportion of these students about whom it is right.

# %% [raw]
# # BEGIN SOLUTION

# %%
def accuracy_of(time):
    """Return for which part of a group the program is right."""
    # BEGIN SOLUTION
    group = warnings.where("time", time)
    found = group.where("failed", "yes").where("score", are.above_or_equal_to(50)).num_rows
    spared = group.where("failed", "no").where("score", are.below(50)).num_rows
    return (found + spared) / group.num_rows
    # END SOLUTION

accuracy_of("day"), accuracy_of("evening")

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'accuracy_of should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_accuracy_of_is_a_function(accuracy_of):
    assert callable(accuracy_of)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'accuracy_of should return a proportion, from 0 to 1.'
""" # END TEST CONFIG
def test_accuracy_of_range(accuracy_of):
    assert 0 <= accuracy_of("day") <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Add both kinds of right decisions, and divide by the number of students in this group. A score of exactly 50 is a warning.'
""" # END TEST CONFIG
def test_accuracy_of_day(accuracy_of):
    assert abs(accuracy_of("day") - 237 / 313) < 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function should use the group that it is given.'
""" # END TEST CONFIG
def test_accuracy_of_evening(accuracy_of):
    assert abs(accuracy_of("evening") - 158 / 187) < 0.001

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
# **Question 4.2.** Write a function called `warned_part` that takes `"day"` or `"evening"`, and `"yes"` or
# `"no"` for `failed`. It returns which **proportion** of these students got a warning. For instance,
# `warned_part("day", "no")` is the proportion of warnings among the students with day classes who did not
# fail.

# %% [raw]
# # BEGIN SOLUTION

# %%
def warned_part(time, failed):
    """Return which part of these students got a warning."""
    # BEGIN SOLUTION
    group = warnings.where("time", time).where("failed", failed)
    return group.where("score", are.above_or_equal_to(50)).num_rows / group.num_rows
    # END SOLUTION

Table().with_columns(
    "classes", make_array("day", "evening"),
    "warned of those who failed", make_array(warned_part("day", "yes"), warned_part("evening", "yes")),
    "warned of the others", make_array(warned_part("day", "no"), warned_part("evening", "no")),
)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'warned_part should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_warned_part_is_a_function(warned_part):
    assert callable(warned_part)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'warned_part should return a proportion, from 0 to 1.'
""" # END TEST CONFIG
def test_warned_part_range(warned_part):
    assert 0 <= warned_part("day", "no") <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Keep these students only, and divide the number of warnings by their number. A score of exactly 50 is a warning.'
""" # END TEST CONFIG
def test_warned_part_day(warned_part):
    assert abs(warned_part("day", "yes") - 70 / 89) < 0.001 and abs(warned_part("day", "no") - 57 / 224) < 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function should use both values that it is given.'
""" # END TEST CONFIG
def test_warned_part_evening(warned_part):
    assert abs(warned_part("evening", "yes") - 28 / 52) < 0.001 and abs(warned_part("evening", "no") - 5 / 135) < 0.001

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
# **Question 4.3.** Which sentence fits all these numbers? Give the name `fairness` to it.
#
# 1. The accuracy is higher for evening students, so the program serves them better.
# 2. The program is right more often about evening students, and still it misses nearly half of those who
#    fail. With day classes, it misses about a fifth.
# 3. The program treats both groups alike, because it has the same cutoff of 50 for all.
# 4. The program is unfair to day students only, because they get more warnings.

# %% [raw]
# # BEGIN SOLUTION

# %%
fairness = 2 # SOLUTION
fairness

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'fairness should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_fairness_is_a_number(fairness):
    import numbers
    assert isinstance(fairness, numbers.Real) and not isinstance(fairness, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'fairness should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_fairness_is_an_option(fairness):
    assert fairness in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The same cutoff can work differently for two groups. Compare the parts of those who failed.'
""" # END TEST CONFIG
def test_fairness_compares(fairness):
    assert fairness not in [3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Most evening students do not fail, and without a warning the program is right about them. Who needs the tutor?'
""" # END TEST CONFIG
def test_fairness_value(fairness):
    assert fairness == 2

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
# **Question 4.4.** The college could use **another cutoff** for evening students. What is the **largest**
# whole number with which the program warns at least as large a part of the evening students who failed as it
# does for day classes (`warned_part("day", "yes")`)? Call it `evening_cutoff`. You may use a loop, or try
# some numbers by hand.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION
evening = warnings.where("time", "evening").where("failed", "yes")
evening_cutoff = 0
for cutoff in np.arange(101):
    part = evening.where("score", are.above_or_equal_to(cutoff)).num_rows / evening.num_rows
    if part >= warned_part("day", "yes"):
        evening_cutoff = cutoff
# END SOLUTION
evening_cutoff

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'evening_cutoff should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_evening_cutoff_is_a_number(evening_cutoff):
    import numbers
    assert isinstance(evening_cutoff, numbers.Real) and not isinstance(evening_cutoff, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The cutoff should be below 50, so that more evening students get a warning.'
""" # END TEST CONFIG
def test_evening_cutoff_lower(evening_cutoff):
    assert evening_cutoff < 50

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is near. Check the numbers beside it, and remember that a score of exactly the cutoff is a warning.'
""" # END TEST CONFIG
def test_evening_cutoff_near(evening_cutoff):
    assert evening_cutoff not in [37, 38, 40, 41]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Among the evening students who failed, find the largest cutoff that still warns about 79 percent of them.'
""" # END TEST CONFIG
def test_evening_cutoff_value(evening_cutoff):
    assert evening_cutoff == 39

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 5: Say it in words
#
# A person reads these answers. There is more than one good answer.

# %% [raw]
# # BEGIN QUESTION
# name: q5_1
# points: 4
# manual: true

# %% [markdown]
# **Question 5.1.** The head of the counselors asks you: *"May we publish `visits`? There are no names in it,
# and it would help other colleges."* Write **4 to 6 sentences**: what did you find with the rowing team, is a
# match a **proof** (a rower may never have been there), what would you publish, and what is lost by it?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# I would not publish the table as it is. With the ages, programs and towns of a public list, 7 of 12 rowers
# match exactly one visit, and an eighth, Ben, matches two with the same reason. A match is no proof: another
# student may have the same age, program and town. But that makes it worse for somebody who was never there,
# because people will believe it. I would publish ages in tens and towns without the program, and leave out
# the 19 students in groups of fewer than 5. Then nobody can study the programs any more, and small groups of
# older students are missing.
#
# **Rubric (4 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | reports what was found: 7 of 12 rowers match exactly one row (or that Ben is found in spite of two rows) |
# | 1 | says that a match is no proof, and that it may still do harm |
# | 1 | proposes something safer: coarser columns, groups of at least 5, totals only, or asking the students |
# | 1 | names what is lost by it |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q5_2
# points: 4
# manual: true

# %% [markdown]
# **Question 5.2.** The dean says: *"The program has an accuracy of 84 percent for evening students and only
# 76 percent for day students. If anything, it is unfair to the day."* Write **3 to 5 sentences** to the dean:
# which numbers would you show, who pays for which mistake, and what would you change?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# The accuracy hides what matters here: most students don't fail, and without a warning the program is right
# about them. Of the evening students who failed, the program warned only 54 percent, and of those with day
# classes 79 percent. So evening students pay with a failed class, because they did not get the hour with a
# tutor. Day students pay with needless warnings: 25 percent of those who did not fail got one, and 4 percent
# in the evening. I would use a cutoff of 39 for evening students, or better find out why their scores are too
# low, and ask the students themselves.
#
# **Rubric (4 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | shows the parts of those who failed that were warned: about 54 and 79 percent |
# | 1 | explains why the accuracy misleads here |
# | 1 | says who pays for missed students, and who for needless warnings |
# | 1 | proposes a change with a reason (another cutoff, better scores, a person who looks, a tutor for all) |

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
# 2. Read your answers of Part 5 once more. Would a friend understand them?
# 3. Save the notebook.
# 4. Run the last cell and hand in the zip file the way your instructor asked for.
