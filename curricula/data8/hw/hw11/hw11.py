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
# name: hw11
# files:
#   - checkups.csv
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
# # Homework 11: Who should see a doctor?
#
# A clinic offers a short check: age, sugar in the blood, pulse. It takes ten minutes. Whether somebody has a
# certain illness, only the laboratory can tell, and that takes a week. Can the **nearest neighbors** say who
# should be sent to the laboratory? You will
#
# 1. look at **400** people whose illness is known,
# 2. let the neighbors **vote**,
# 3. find out why a good **accuracy** can be a bad program, and
# 4. choose how **careful** the program should be, and say who pays for its mistakes.
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## The data
#
# The people are made up, and the illness is, too. The rows are in **random order**.
#
# | label | meaning |
# |:--|:--|
# | `age` | age in years |
# | `sugar` | sugar in the blood, in milligrams per deciliter |
# | `pulse` | heartbeats per minute |
# | `ill` | what the laboratory found: `yes` or `no` |

# %%
checkups = Table.read_table("checkups.csv")
checkups.show(5)

# %% [markdown]
# ## Part 1: Look first

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** What **proportion** of the 400 people are ill? Call it `ill_part`.

# %% [raw]
# # BEGIN SOLUTION

# %%
ill_part = checkups.where("ill", "yes").num_rows / checkups.num_rows # SOLUTION
ill_part

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'ill_part should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_ill_part_is_a_number(ill_part):
    import numbers
    assert isinstance(ill_part, numbers.Real) and not isinstance(ill_part, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A proportion is never below 0 or above 1.'
""" # END TEST CONFIG
def test_ill_part_range(ill_part):
    assert 0 <= ill_part <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the proportion of those who are not ill.'
""" # END TEST CONFIG
def test_ill_part_kind(ill_part):
    assert abs(ill_part - 0.8125) > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Divide the number of ill people by the number of all people.'
""" # END TEST CONFIG
def test_ill_part_value(ill_part):
    assert abs(ill_part - 0.1875) < 0.003

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
checkups.scatter("age", "sugar", group="ill")

# %% [markdown]
# Which column tells the two groups apart best? A difference of 10 means something else for an age than for a
# pulse. So we measure it in **SDs**.

# %% [raw]
# # BEGIN QUESTION
# name: q1_2
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.2.** Write a function called `gap` that takes the **label** of a column and returns how far the
# averages of the two groups are apart, in SDs: the average of those who are ill, minus the average of those
# who are not, divided by the SD of the whole column of `checkups`.

# %% [raw]
# # BEGIN SOLUTION

# %%
def gap(label):
    """Return how many SDs the ill are above the others, on average."""
    # BEGIN SOLUTION
    ill = checkups.where("ill", "yes").column(label)
    healthy = checkups.where("ill", "no").column(label)
    return (np.mean(ill) - np.mean(healthy)) / np.std(checkups.column(label))
    # END SOLUTION

gap("age"), gap("sugar"), gap("pulse")

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'gap should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_gap_is_a_function(gap):
    assert callable(gap)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'gap of age should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_gap_is_a_number(gap):
    import numbers
    assert isinstance(gap("age"), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the average of the ill minus the average of the others, and divide by the SD of all.'
""" # END TEST CONFIG
def test_gap_age(gap):
    assert abs(gap("age") - 0.8713) < 0.003

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function should use the label that it is given.'
""" # END TEST CONFIG
def test_gap_label(gap):
    assert abs(gap("sugar") - 1.6758) < 0.005 and abs(gap("pulse") - 0.3241) < 0.005

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Sugar and age tell most, and the pulse tells little. We go on with `sugar` and `age`.
#
# ## Part 2: Let the neighbors vote

# %%
def standard_units(values):
    """Return how many SDs each value is above the average."""
    return (values - np.mean(values)) / np.std(values)

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Make a table called `points` with three columns: `age` and `sugar` **in standard units**,
# and `ill` as it is. Keep the order of the rows.

# %% [raw]
# # BEGIN SOLUTION

# %%
points = Table().with_columns(
    "age", standard_units(checkups.column("age")), # SOLUTION
    "sugar", standard_units(checkups.column("sugar")), # SOLUTION
    "ill", checkups.column("ill"), # SOLUTION
)
points.show(5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'points should be a table. Start from a table and use one of its methods.'
""" # END TEST CONFIG
def test_points_is_a_table(points):
    from datascience import Table
    assert isinstance(points, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'points should have 400 rows and the three columns age, sugar and ill.'
""" # END TEST CONFIG
def test_points_shape(points):
    assert points.num_rows == 400 and sorted(points.labels) == ["age", "ill", "sugar"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'In standard units, a column has an average of 0 and an SD of 1.'
""" # END TEST CONFIG
def test_points_averages(points):
    import numpy as np
    for label in ["age", "sugar"]:
        assert abs(np.mean(points.column(label))) < 0.001
        assert abs(np.std(points.column(label)) - 1) < 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Put each column into standard units, and keep the order of the rows.'
""" # END TEST CONFIG
def test_points_values(points):
    assert abs(points.column("age").item(0) - (-0.9685)) < 0.001
    assert abs(points.column("sugar").item(0) - (-0.9288)) < 0.001
    assert list(points.column("ill"))[:3] == ["no", "yes", "no"]

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
# **Question 2.2.** Make a table called `train` with the **first 290** rows of `points`, and a table called
# `test` with the **other 110**.

# %% [raw]
# # BEGIN SOLUTION

# %%
train = points.take(np.arange(290)) # SOLUTION
test = points.take(np.arange(290, 400)) # SOLUTION
train.num_rows, test.num_rows

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'train should be a table with 290 rows.'
""" # END TEST CONFIG
def test_train_rows(train):
    from datascience import Table
    assert isinstance(train, Table) and train.num_rows == 290

# %%
""" # BEGIN TEST CONFIG
failure_message: 'test should be a table with 110 rows.'
""" # END TEST CONFIG
def test_test_rows(test):
    from datascience import Table
    assert isinstance(test, Table) and test.num_rows == 110

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'train should have the first 290 rows of points, in their order.'
""" # END TEST CONFIG
def test_train_values(train):
    assert abs(train.column("age").item(0) - (-0.9685)) < 0.001
    assert abs(train.column("age").item(289) - 1.8649) < 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'test should start right after the last row of train, and end with the last row of points.'
""" # END TEST CONFIG
def test_test_values(test):
    assert abs(test.column("age").item(0) - 2.2899) < 0.001
    assert abs(test.column("age").item(109) - (-1.1810)) < 0.001

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
# **Question 2.3.** Write a function called `nearest` that takes the age and the sugar of a person (in
# standard units) and a number `k`, and returns a **table** with the `k` rows of **`train`** that are nearest
# to this person.

# %% [raw]
# # BEGIN SOLUTION

# %%
def nearest(age, sugar, k):
    """Return the k people of the training set who are nearest."""
    # BEGIN SOLUTION
    squares = (train.column("age") - age) ** 2 + (train.column("sugar") - sugar) ** 2
    return train.with_column("distance", squares ** 0.5).sort("distance").take(np.arange(k))
    # END SOLUTION

nearest(1, 1, 5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'nearest(1, 1, 5) should be a table. Does the function return its result?'
""" # END TEST CONFIG
def test_nearest_is_a_table(nearest):
    from datascience import Table
    assert isinstance(nearest(1, 1, 5), Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'nearest should return k rows, with the column ill.'
""" # END TEST CONFIG
def test_nearest_rows(nearest):
    assert nearest(1, 1, 5).num_rows == 5
    assert nearest(0, 0, 3).num_rows == 3
    assert "ill" in nearest(0, 0, 3).labels

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the rows of train with the smallest distances. Both age and sugar count.'
""" # END TEST CONFIG
def test_nearest_values(nearest):
    import numpy as np
    ages = np.sort(nearest(0.2, 0.9, 5).column("age"))
    assert np.allclose(ages, [0.2357, 0.3065, 0.3774, 0.3774, 0.3774], atol=0.001)
    sugars = np.sort(nearest(1, 1, 5).column("sugar"))
    assert np.allclose(sugars, [0.8252, 0.8800, 0.8800, 1.2089, 1.2637], atol=0.001)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Look at the people of train only. Those of test are in the drawer.'
""" # END TEST CONFIG
def test_nearest_not_in_test(nearest):
    x, y = 2.28991, 1.09924
    row = nearest(x, y, 1)
    assert abs(row.column("age").item(0) - x) + abs(row.column("sugar").item(0) - y) > 0.001

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
# **Question 2.4.** Write a function called `ill_votes` that takes the same three arguments and returns **how
# many** of the `k` nearest people are ill.

# %% [raw]
# # BEGIN SOLUTION

# %%
def ill_votes(age, sugar, k):
    """Return how many of the k nearest people are ill."""
    return nearest(age, sugar, k).where("ill", "yes").num_rows # SOLUTION

ill_votes(1, 1, 13)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'ill_votes should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_ill_votes_is_a_function(ill_votes):
    assert callable(ill_votes)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'ill_votes(1, 1, 13) should be a number from 0 to 13. Does the function return its result?'
""" # END TEST CONFIG
def test_ill_votes_range(ill_votes):
    assert 0 <= ill_votes(1, 1, 13) <= 13

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the rows of nearest in which ill is yes.'
""" # END TEST CONFIG
def test_ill_votes_value(ill_votes):
    assert ill_votes(1, 1, 13) == 8 and ill_votes(-1, -1, 13) == 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function should use the number k that it is given.'
""" # END TEST CONFIG
def test_ill_votes_k(ill_votes):
    assert ill_votes(1, 1, 5) == 3 and ill_votes(1.5, 2, 13) == 13 and ill_votes(0, 1.5, 7) == 6

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: Open the drawer
#
# From now on, **13** neighbors vote.

# %%
def ill_votes_13(age, sugar):
    """Return how many of 13 neighbors are ill."""
    return ill_votes(age, sugar, 13)

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** Make an array called `votes` with the number of ill neighbors, out of 13, for each person
# of **`test`**.

# %% [raw]
# # BEGIN SOLUTION

# %%
votes = test.apply(ill_votes_13, "age", "sugar") # SOLUTION
votes

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'votes should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_votes_is_an_array(votes):
    import numpy as np
    assert isinstance(votes, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'votes should hold 110 values.'
""" # END TEST CONFIG
def test_votes_length(votes):
    assert len(votes) == 110

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each value should be a number of neighbors, from 0 to 13.'
""" # END TEST CONFIG
def test_votes_range(votes):
    assert min(votes) >= 0 and max(votes) <= 13

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Apply ill_votes_13 to the columns age and sugar of test, in this order.'
""" # END TEST CONFIG
def test_votes_values(votes):
    assert sum(votes) == 260 and list(votes)[:8] == [10, 4, 2, 0, 0, 0, 0, 4]

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
# **Question 3.2.** Write a function called `verdict` that takes a number of ill neighbors (`ill_neighbors`)
# and how many are **needed**. It returns the text `"yes"` if there are as many as needed **or more**, and the
# text `"no"` if not.

# %% [raw]
# # BEGIN SOLUTION

# %%
def verdict(ill_neighbors, needed):
    """Return yes if enough neighbors are ill, and no if not."""
    # BEGIN SOLUTION
    if ill_neighbors >= needed:
        return "yes"
    else:
        return "no"
    # END SOLUTION

verdict(5, 7), verdict(9, 7)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'verdict should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_verdict_is_a_function(verdict):
    assert callable(verdict)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'verdict(9, 7) should be the text yes or the text no. Does the function return its result?'
""" # END TEST CONFIG
def test_verdict_is_text(verdict):
    assert verdict(9, 7) in ["yes", "no"] and verdict(5, 7) in ["yes", "no"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'More than enough is yes, and too few is no.'
""" # END TEST CONFIG
def test_verdict_clear(verdict):
    assert verdict(9, 7) == "yes" and verdict(5, 7) == "no" and verdict(3, 2) == "yes" and verdict(0, 1) == "no"

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Exactly as many as needed are enough.'
""" # END TEST CONFIG
def test_verdict_edge(verdict):
    assert verdict(7, 7) == "yes" and verdict(1, 1) == "yes" and verdict(6, 7) == "no"

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# For a majority of 13 neighbors, **7** are needed. This cell makes the guesses of this program for the people
# in `test`:

# %%
def majority(ill_neighbors):
    """Return what most of 13 neighbors say."""
    return verdict(ill_neighbors, 7)

results = test.with_column("votes", votes)
results = results.with_column("guess", results.apply(majority, "votes"))
results.show(5)

# %% [raw]
# # BEGIN QUESTION
# name: q3_3
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.3.** Give the name `accuracy` to the proportion of the guesses in `results` that are right, and
# the name `no_skill` to the accuracy of a program that says `no` to **everybody** in `test`.

# %% [raw]
# # BEGIN SOLUTION

# %%
right = np.count_nonzero(results.column("guess") == results.column("ill")) # SOLUTION
accuracy = right / results.num_rows # SOLUTION
no_skill = results.where("ill", "no").num_rows / results.num_rows # SOLUTION
accuracy, no_skill

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'accuracy should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_accuracy_is_a_number(accuracy):
    import numbers
    assert isinstance(accuracy, numbers.Real) and not isinstance(accuracy, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'no_skill should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_no_skill_is_a_number(no_skill):
    import numbers
    assert isinstance(no_skill, numbers.Real) and not isinstance(no_skill, bool)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count where the guess and the truth are the same, and divide by 110.'
""" # END TEST CONFIG
def test_accuracy_value(accuracy):
    assert abs(accuracy - 100 / 110) < 0.006

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'That program is right for all people of test who are not ill, and for nobody else.'
""" # END TEST CONFIG
def test_no_skill_value(no_skill):
    assert abs(no_skill - 89 / 110) < 0.002

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# The clinic wants to know two other things: how many of the **ill** are found, and how many of the **others**
# are sent to the laboratory for nothing.

# %% [raw]
# # BEGIN QUESTION
# name: q3_4
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.4.** Use `results`. Give the name `found_part` to the proportion of the people **who are ill**
# that the program found (it says `yes`), and the name `alarm_part` to the proportion of the people **who are
# not ill** for whom it says `yes`.

# %% [raw]
# # BEGIN SOLUTION

# %%
ill = results.where("ill", "yes") # SOLUTION
healthy = results.where("ill", "no") # SOLUTION
found_part = ill.where("guess", "yes").num_rows / ill.num_rows # SOLUTION
alarm_part = healthy.where("guess", "yes").num_rows / healthy.num_rows # SOLUTION
found_part, alarm_part

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'found_part should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_found_part_is_a_number(found_part):
    import numbers
    assert isinstance(found_part, numbers.Real) and not isinstance(found_part, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'alarm_part should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_alarm_part_is_a_number(alarm_part):
    import numbers
    assert isinstance(alarm_part, numbers.Real) and not isinstance(alarm_part, bool)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Keep those who are ill first. Which part of them has yes as the guess?'
""" # END TEST CONFIG
def test_found_part_value(found_part):
    assert abs(found_part - 13 / 21) < 0.003

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Keep those who are not ill first. Which part of them has yes as the guess?'
""" # END TEST CONFIG
def test_alarm_part_value(alarm_part):
    assert abs(alarm_part - 2 / 89) < 0.003

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
# **Question 3.5.** The accuracy is about 91 percent. Which sentence is right? Give the name `reading` to its
# number.
#
# 1. The program finds 91 percent of the people who are ill.
# 2. The program is about as good for the ill as it is for the others.
# 3. Most people are not ill, and for them the program is nearly always right. So the accuracy is high
#    although it misses more than a third of the ill.
# 4. With 91 percent, no program without skill can be nearly as good, so the clinic can trust it.

# %% [raw]
# # BEGIN SOLUTION

# %%
reading = 3 # SOLUTION
reading

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'reading should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_reading_is_a_number(reading):
    import numbers
    assert isinstance(reading, numbers.Real) and not isinstance(reading, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'reading should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_reading_is_an_option(reading):
    assert reading in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Compare with found_part and alarm_part.'
""" # END TEST CONFIG
def test_reading_two_groups(reading):
    assert reading not in [1, 2]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Compare with no_skill. Then ask for whom the program is right.'
""" # END TEST CONFIG
def test_reading_value(reading):
    assert reading == 3

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 4: How careful?
#
# Nobody says that a **majority** must be ill. The program could already say `yes` if 4 of the 13 neighbors
# are ill, or a single one.

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.1.** Write two functions. `missed_with(needed)` returns the **number** of ill people in
# `results` who would be **missed** if so many votes are needed: they have fewer. `alarms_with(needed)`
# returns the number of people who are **not** ill and would be sent to the laboratory: they have as many
# votes as needed, or more. Use the column `votes`.

# %% [raw]
# # BEGIN SOLUTION

# %%
def missed_with(needed):
    """Return how many ill people have too few votes."""
    return results.where("ill", "yes").where("votes", are.below(needed)).num_rows # SOLUTION

def alarms_with(needed):
    """Return how many healthy people have enough votes."""
    return results.where("ill", "no").where("votes", are.above_or_equal_to(needed)).num_rows # SOLUTION

missed_with(7), alarms_with(7)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'missed_with(7) should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_missed_with_is_a_number(missed_with):
    import numbers
    assert isinstance(missed_with(7), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'alarms_with(7) should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_alarms_with_is_a_number(alarms_with):
    import numbers
    assert isinstance(alarms_with(7), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the ill people with fewer votes than needed. Exactly as many as needed are enough.'
""" # END TEST CONFIG
def test_missed_with_values(missed_with):
    assert [missed_with(k) for k in [1, 4, 5, 7, 9]] == [1, 5, 6, 8, 11]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the people who are not ill and have as many votes as needed, or more.'
""" # END TEST CONFIG
def test_alarms_with_values(alarms_with):
    assert [alarms_with(k) for k in [1, 2, 3, 4, 7]] == [31, 26, 17, 9, 2]

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# What does a mistake cost? Suppose that a visit to the laboratory for nothing costs **200 dollars**, and a
# missed illness costs **1,000 dollars**, because it is treated late.

# %% [raw]
# # BEGIN QUESTION
# name: q4_2
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.2.** Make an array called `costs` with **13** values: the cost of all mistakes in `results`, in
# dollars, if 1, 2, 3, ... up to 13 votes are needed, in this order.

# %% [raw]
# # BEGIN SOLUTION

# %%
costs = make_array()
for needed in np.arange(1, 14):
    costs = np.append(costs, 1000 * missed_with(needed) + 200 * alarms_with(needed)) # SOLUTION
costs

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'costs should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_costs_is_an_array(costs):
    import numpy as np
    assert isinstance(costs, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'costs should hold 13 values.'
""" # END TEST CONFIG
def test_costs_length(costs):
    assert len(costs) == 13

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'If 7 votes are needed, 8 illnesses are missed and 2 people are sent for nothing. What does that cost? That is the 7th value.'
""" # END TEST CONFIG
def test_costs_seven(costs):
    assert abs(costs.item(6) - 8400) < 0.5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: '1,000 dollars for each missed illness, plus 200 dollars for each visit for nothing. Begin with 1 vote.'
""" # END TEST CONFIG
def test_costs_values(costs):
    import numpy as np
    assert np.allclose(costs[:6], [7200, 9200, 7400, 6800, 7200, 8800]) and abs(costs.item(12) - 17200) < 0.5

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
Table().with_columns("votes needed", np.arange(1, 14), "cost", costs).plot("votes needed")

# %% [raw]
# # BEGIN QUESTION
# name: q4_3
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 4.3.** With how many votes needed are the mistakes **cheapest**? Call this number of votes
# `best_needed`.

# %% [raw]
# # BEGIN SOLUTION

# %%
best_needed = Table().with_columns("needed", np.arange(1, 14), "cost", costs).sort("cost").column("needed").item(0) # SOLUTION
best_needed

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'best_needed should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_best_needed_is_a_number(best_needed):
    import numbers
    assert isinstance(best_needed, numbers.Real) and not isinstance(best_needed, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'best_needed should be a number of votes, from 1 to 13.'
""" # END TEST CONFIG
def test_best_needed_range(best_needed):
    assert best_needed in range(1, 14)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is not yet the cheapest. Look at the plot again, and remember that counting starts at 0 in an array, but we began with 1 vote.'
""" # END TEST CONFIG
def test_best_needed_near(best_needed):
    assert best_needed not in [3, 7, 13]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Find the smallest cost, then the number of votes that belongs to it.'
""" # END TEST CONFIG
def test_best_needed_value(best_needed):
    assert best_needed == 4

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
# **Question 4.4.** You chose `best_needed` with the people of `test`. How much will the mistakes cost with
# **new** people? Give the name `honest` to the number of the best sentence.
#
# 1. The same as in `test`, because the people of `test` were drawn by chance.
# 2. Probably a bit more for each person. We chose what was best for **these** 110 people, so for an honest
#    number we need people whom we have not used yet.
# 3. Probably less, because the program has learned from its mistakes.
# 4. Nothing, because the best number of votes makes no mistakes.

# %% [raw]
# # BEGIN SOLUTION

# %%
honest = 2 # SOLUTION
honest

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'honest should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_honest_is_a_number(honest):
    import numbers
    assert isinstance(honest, numbers.Real) and not isinstance(honest, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'honest should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_honest_is_an_option(honest):
    assert honest in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The program does not learn from the people of test, and it still makes mistakes.'
""" # END TEST CONFIG
def test_honest_mistakes(honest):
    assert honest not in [3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'You have looked into the drawer to choose. Is test still a fair exam?'
""" # END TEST CONFIG
def test_honest_value(honest):
    assert honest == 2

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 5: Say it in words
#
# A person reads these answers.

# %% [raw]
# # BEGIN QUESTION
# name: q5_1
# points: 4
# manual: true

# %% [markdown]
# **Question 5.1.** The clinic writes on its website: *"Our program is right for 91 percent of our patients."*
# Write **3 to 5 sentences** to the clinic: is the sentence true, why does it mislead, which **two** numbers
# would you report instead, and how sure are they (there were 21 ill people in `test`)?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# The sentence is true for the people in our test set, but a program that says "no" to everybody would be
# right for 81 percent, without finding anybody. I would report that the program finds about 62 percent of the
# people who are ill (13 of 21), and that it sends about 2 percent of the others to the laboratory for nothing
# (2 of 89). The first number comes from 21 people only, so with other people it could easily be 10 or 20
# percentage points higher or lower.
#
# **Rubric (4 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | compares with the accuracy without skill, about 81 percent |
# | 1 | gives the part of the ill that is found, about 62 percent |
# | 1 | gives the part of the others that is sent for nothing, about 2 percent (or 2 people) |
# | 1 | says that 21 ill people are few, so that the number is uncertain |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q5_2
# points: 3
# manual: true

# %% [markdown]
# **Question 5.2.** If 4 votes are needed and not 7, more people are sent to the laboratory. Who **gains**
# from that, and who **pays**? The prices of 1,000 and 200 dollars decided it: who should choose them, and
# what can't be said in dollars? Write **3 to 5 sentences**.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# The ill people gain: three more of them are found (16 of 21, not 13). Seven more people who are not ill pay
# with a worried week and a visit for nothing, and the insurance pays for it. The prices should not be chosen
# by the person who writes the program alone, but by doctors together with patients. Fear, pain or a shorter
# life can't be said in dollars, so another person could choose other prices, and would get another program.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | names who gains (more ill people are found) and who pays (people who are sent for nothing, or who pays their bill) |
# | 1 | says who should choose the prices, with a reason or with more than one side |
# | 1 | names something that has no price, or says that other prices lead to another program |

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
