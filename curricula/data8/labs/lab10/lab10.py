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
# name: lab10
# files:
#   - messages.csv
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
# # Lab 10: Is this message a scam?
#
# *"YOUR PACKAGE IS WAITING. Pay 2.99 at ..."* Some text messages come from people who want your money. Can a
# program tell them from real ones? In this lab you build one that asks the **nearest neighbors**, and above
# all you test it fairly. You will
#
# 1. look at 240 messages that people have sorted,
# 2. measure how **near** two messages are,
# 3. build a **classifier** that lets the neighbors vote, and
# 4. find out **how good** it is with messages that it has never seen.
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## The messages
#
# The messages are made up, and you see only what a program has counted in them. The rows are in **random
# order**.
#
# | label | meaning |
# |:--|:--|
# | `length` | number of characters |
# | `capitals` | percent of the letters that are CAPITALS |
# | `digits` | number of digits, 0 to 9 |
# | `kind` | what a person says that it is: `scam` or `real` |

# %%
messages = Table.read_table("messages.csv")
messages.show(5)

# %% [markdown]
# ## Part 1: Look first

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** What **proportion** of the messages are scams? Call it `scam_part`.

# %% [raw]
# # BEGIN SOLUTION

# %%
scam_part = messages.where("kind", "scam").num_rows / messages.num_rows # SOLUTION
scam_part

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'scam_part should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_scam_part_is_a_number(scam_part):
    import numbers
    assert isinstance(scam_part, numbers.Real) and not isinstance(scam_part, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A proportion is never below 0 or above 1.'
""" # END TEST CONFIG
def test_scam_part_range(scam_part):
    assert 0 <= scam_part <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the proportion of real messages.'
""" # END TEST CONFIG
def test_scam_part_kind(scam_part):
    assert abs(scam_part - 2 / 3) > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Divide the number of scams by the number of all messages.'
""" # END TEST CONFIG
def test_scam_part_value(scam_part):
    assert abs(scam_part - 1 / 3) < 0.001

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
# **Question 1.2.** What percent of the letters are capitals in a scam, on average? Give the name
# `scam_capitals` to the average of `capitals` over the **scams**.

# %% [raw]
# # BEGIN SOLUTION

# %%
scam_capitals = np.mean(messages.where("kind", "scam").column("capitals")) # SOLUTION
scam_capitals

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'scam_capitals should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_scam_capitals_is_a_number(scam_capitals):
    import numbers
    assert isinstance(scam_capitals, numbers.Real) and not isinstance(scam_capitals, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A percentage is never below 0 or above 100.'
""" # END TEST CONFIG
def test_scam_capitals_range(scam_capitals):
    assert 0 <= scam_capitals <= 100

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the scams only, not all messages or the real ones.'
""" # END TEST CONFIG
def test_scam_capitals_scams_only(scam_capitals):
    assert abs(scam_capitals - 9.390) > 0.01 and abs(scam_capitals - 7.235) > 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Keep the scams, and take the average of the column capitals.'
""" # END TEST CONFIG
def test_scam_capitals_value(scam_capitals):
    assert abs(scam_capitals - 13.700) < 0.01

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
messages.scatter("length", "capitals", group="kind")

# %% [markdown]
# The two clouds overlap, so no program can be right all the time. But near a scam, there are often other
# scams.

# %% [markdown]
# ## Part 2: How near?
#
# Lengths go up to 200, and capitals up to 30. So that both count alike, we need **standard units**.

# %%
def standard_units(values):
    """Return how many SDs each value is above the average."""
    return (values - np.mean(values)) / np.std(values)

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Make a table called `points` with three columns: `length` and `capitals` **in standard
# units**, and `kind` as it is. Keep the order of the rows.

# %% [raw]
# # BEGIN SOLUTION

# %%
points = Table().with_columns(
    "length", standard_units(messages.column("length")), # SOLUTION
    "capitals", standard_units(messages.column("capitals")), # SOLUTION
    "kind", messages.column("kind"), # SOLUTION
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
failure_message: 'points should have 240 rows and 3 columns.'
""" # END TEST CONFIG
def test_points_shape(points):
    assert points.num_rows == 240 and points.num_columns == 3

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'In standard units, a column has an average of 0 and an SD of 1.'
""" # END TEST CONFIG
def test_points_averages(points):
    import numpy as np
    for label in ["length", "capitals"]:
        assert abs(np.mean(points.column(label))) < 0.001
        assert abs(np.std(points.column(label)) - 1) < 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Put each column into standard units, and keep the order of the rows.'
""" # END TEST CONFIG
def test_points_values(points):
    assert abs(points.column("length").item(0) - (0.0728)) < 0.001
    assert abs(points.column("capitals").item(0) - (-0.0176)) < 0.001
    assert list(points.column("kind"))[:4] == ['real', 'real', 'real', 'real']

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Two messages are two points in the plot. If one is 3 to the right of the other and 4 above it, their
# **distance** is the root of 3² + 4², which is 5.

# %% [raw]
# # BEGIN QUESTION
# name: q2_2
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.2.** Write a function called `distance` that takes the length and the capitals of a first
# message, then the length and the capitals of a second one (four numbers), and returns how far apart they
# are.

# %% [raw]
# # BEGIN SOLUTION

# %%
def distance(length_1, capitals_1, length_2, capitals_2):
    """Return the distance of two points."""
    return ((length_1 - length_2) ** 2 + (capitals_1 - capitals_2) ** 2) ** 0.5 # SOLUTION

distance(1, 1, 4, 5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'distance should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_distance_is_a_function(distance):
    assert callable(distance)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'distance(1, 1, 4, 5) should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_distance_is_a_number(distance):
    import numbers
    assert isinstance(distance(1, 1, 4, 5), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Square both differences, add the squares, and take the root.'
""" # END TEST CONFIG
def test_distance_values(distance):
    assert abs(distance(1, 1, 4, 5) - 5) < 0.0001 and abs(distance(0, 0, 1, 1) - 1.41421) < 0.0001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The distance is the same in both directions, and 0 from a point to itself.'
""" # END TEST CONFIG
def test_distance_both_ways(distance):
    assert abs(distance(4, 5, 1, 1) - 5) < 0.0001
    assert abs(distance(2, 3, 2, 3)) < 0.0001
    assert abs(distance(-1, 2, 5, -6) - 10) < 0.0001

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
# **Question 2.3.** Put some messages into a drawer. Make a table called `train` with the **first 160** rows
# of `points`, and a table called `test` with the **other 80**. (The rows are in random order, so both are
# random samples.)

# %% [raw]
# # BEGIN SOLUTION

# %%
train = points.take(np.arange(160)) # SOLUTION
test = points.take(np.arange(160, 240)) # SOLUTION
train.num_rows, test.num_rows

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'train should be a table with 160 rows.'
""" # END TEST CONFIG
def test_train_rows(train):
    from datascience import Table
    assert isinstance(train, Table) and train.num_rows == 160

# %%
""" # BEGIN TEST CONFIG
failure_message: 'test should be a table with 80 rows.'
""" # END TEST CONFIG
def test_test_rows(test):
    from datascience import Table
    assert isinstance(test, Table) and test.num_rows == 80

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'train should have the first 160 rows of points, in their order.'
""" # END TEST CONFIG
def test_train_values(train):
    assert abs(train.column("length").item(0) - (0.0728)) < 0.001
    assert abs(train.column("length").item(159) - (0.1549)) < 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'test should start right after the last row of train, at position 160.'
""" # END TEST CONFIG
def test_test_values(test):
    assert abs(test.column("length").item(0) - (0.9207)) < 0.001
    assert abs(test.column("length").item(79) - (-0.7750)) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2_4
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.4.** Why must the classifier not look at `test`? Give the name `drawer` to the number of the
# best answer.
#
# 1. A program is faster with fewer messages.
# 2. The messages in `test` are worse than the others.
# 3. We want to know how good it is with **new** messages, and each message is its own nearest neighbor.
# 4. We need exactly 160 messages for standard units.

# %% [raw]
# # BEGIN SOLUTION

# %%
drawer = 3 # SOLUTION
drawer

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'drawer should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_drawer_is_a_number(drawer):
    import numbers
    assert isinstance(drawer, numbers.Real) and not isinstance(drawer, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'drawer should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_drawer_is_an_option(drawer):
    assert drawer in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The reason is not the speed, and not the quality of the messages.'
""" # END TEST CONFIG
def test_drawer_is_about_fairness(drawer):
    assert drawer not in [1, 2]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'What would the nearest neighbor of a message be that the program already knows?'
""" # END TEST CONFIG
def test_drawer_value(drawer):
    assert drawer == 3

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: Let the neighbors vote

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** Write a function called `nearest` that takes the length and the capitals of a message (in
# standard units) and a number `k`, and returns a **table** with the `k` rows of **`train`** that are nearest
# to it.
#
# *Hint:* `distance` also works if its first two arguments are whole columns. Add a column, sort, take.

# %% [raw]
# # BEGIN SOLUTION

# %%
def nearest(length, capitals, k):
    """Return the k messages of the training set that are nearest."""
    # BEGIN SOLUTION
    distances = distance(train.column("length"), train.column("capitals"), length, capitals)
    return train.with_column("distance", distances).sort("distance").take(np.arange(k))
    # END SOLUTION

nearest(0.5, 0.8, 5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'nearest(0.5, 0.8, 5) should be a table. Does the function return its result?'
""" # END TEST CONFIG
def test_nearest_is_a_table(nearest):
    from datascience import Table
    assert isinstance(nearest(0.5, 0.8, 5), Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'nearest should return k rows, with the column kind.'
""" # END TEST CONFIG
def test_nearest_rows(nearest):
    assert nearest(0.5, 0.8, 5).num_rows == 5
    assert nearest(0, 0, 3).num_rows == 3
    assert "kind" in nearest(0, 0, 3).labels

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the rows of train with the smallest distances.'
""" # END TEST CONFIG
def test_nearest_values(nearest):
    import numpy as np
    lengths = np.sort(nearest(0.5, 0.8, 5).column("length"))
    assert np.allclose(lengths, [0.3737, 0.3737, 0.3737, 0.4557, 0.5925], atol=0.001)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A message of train is its own nearest neighbor.'
""" # END TEST CONFIG
def test_nearest_in_train(nearest, train):
    x, y = train.column("length").item(7), train.column("capitals").item(7)
    row = nearest(x, y, 1)
    assert abs(row.column("length").item(0) - x) < 0.0001 and abs(row.column("capitals").item(0) - y) < 0.0001

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
# **Question 3.2.** Write a function called `classify` that takes the same three arguments, and returns the
# **kind** that most of the `k` nearest messages have: `"scam"` or `"real"`. (`k` will be odd.)

# %% [raw]
# # BEGIN SOLUTION

# %%
def classify(length, capitals, k):
    """Return the kind that most of the k nearest messages have."""
    # BEGIN SOLUTION
    votes = nearest(length, capitals, k).group("kind")
    return votes.sort("count", descending=True).column("kind").item(0)
    # END SOLUTION

classify(0.5, 0.8, 5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'classify should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_classify_is_a_function(classify):
    assert callable(classify)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'classify(0.5, 0.8, 5) should be the text scam or the text real. Does the function return its result?'
""" # END TEST CONFIG
def test_classify_is_a_kind(classify):
    assert classify(0.5, 0.8, 5) in ["scam", "real"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Short messages with few capitals have real neighbors, and long ones with many capitals have scams around them.'
""" # END TEST CONFIG
def test_classify_clear_cases(classify):
    assert classify(-1, -1, 11) == "real" and classify(1.5, 1.5, 11) == "scam"

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'All k neighbors vote, and the kind with the most votes wins.'
""" # END TEST CONFIG
def test_classify_votes(classify):
    assert classify(-0.5, 1, 11) == "real"
    assert classify(0, 0.5, 11) == "scam"
    assert classify(0.5, -0.5, 11) == "real"

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
# **Question 3.3.** A new message has **120** characters, and **9** percent of its letters are capitals. To
# compare it with the others, put it into standard units as well, with the averages and SDs of **`messages`**.
# Call the results `new_length` and `new_capitals`.

# %% [raw]
# # BEGIN SOLUTION

# %%
lengths = messages.column("length") # SOLUTION
capitals = messages.column("capitals") # SOLUTION
new_length = (120 - np.mean(lengths)) / np.std(lengths) # SOLUTION
new_capitals = (9 - np.mean(capitals)) / np.std(capitals) # SOLUTION
classify(new_length, new_capitals, 11)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'new_length should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_new_length_is_a_number(new_length):
    import numbers
    assert isinstance(new_length, numbers.Real) and not isinstance(new_length, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'new_capitals should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_new_capitals_is_a_number(new_capitals):
    import numbers
    assert isinstance(new_capitals, numbers.Real) and not isinstance(new_capitals, bool)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the average length from 120, and divide by the SD of the lengths.'
""" # END TEST CONFIG
def test_new_length_value(new_length):
    assert abs(new_length - 0.8113) < 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the average of capitals from 9, and divide by their SD.'
""" # END TEST CONFIG
def test_new_capitals_value(new_capitals):
    assert abs(new_capitals - (-0.0764)) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 4: Open the drawer
#
# `t.apply(f, "a", "b")` calls a function of two arguments with the values of two columns, row by row. This
# one asks 11 neighbors:

# %%
def classify_11(length, capitals):
    """Return what 11 neighbors say."""
    return classify(length, capitals, 11)

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 4.1.** Make an array called `guesses` with the guess of `classify_11` for each message of
# **`test`**.

# %% [raw]
# # BEGIN SOLUTION

# %%
guesses = test.apply(classify_11, "length", "capitals") # SOLUTION
guesses

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'guesses should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_guesses_is_an_array(guesses):
    import numpy as np
    assert isinstance(guesses, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'guesses should hold 80 values.'
""" # END TEST CONFIG
def test_guesses_length(guesses):
    assert len(guesses) == 80

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each guess should be the text scam or the text real.'
""" # END TEST CONFIG
def test_guesses_are_kinds(guesses):
    assert set(guesses) == {"scam", "real"}

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Apply classify_11 to the columns length and capitals of test, in this order.'
""" # END TEST CONFIG
def test_guesses_values(guesses):
    assert sum(guesses == "scam") == 20
    assert list(guesses)[:9] == ['scam', 'real', 'scam', 'scam', 'real', 'real', 'scam', 'real', 'scam']

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4_2
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 4.2.** The **accuracy** is the proportion of the guesses that are right. Call it `accuracy`.

# %% [raw]
# # BEGIN SOLUTION

# %%
accuracy = np.count_nonzero(guesses == test.column("kind")) / 80 # SOLUTION
accuracy

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
failure_message: 'A proportion is never below 0 or above 1.'
""" # END TEST CONFIG
def test_accuracy_range(accuracy):
    assert 0 <= accuracy <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the proportion of wrong guesses.'
""" # END TEST CONFIG
def test_accuracy_not_errors(accuracy):
    assert abs(accuracy - 0.1375) > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count where the guess and the kind are the same, and divide by 80.'
""" # END TEST CONFIG
def test_accuracy_value(accuracy):
    assert abs(accuracy - 0.8625) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4_3
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 4.3.** Compare that with no skill at all: a program that says `real` **every time**. Give the
# name `no_skill` to the accuracy that it would have on `test`.

# %% [raw]
# # BEGIN SOLUTION

# %%
no_skill = test.where("kind", "real").num_rows / test.num_rows # SOLUTION
no_skill

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'no_skill should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_no_skill_is_a_number(no_skill):
    import numbers
    assert isinstance(no_skill, numbers.Real) and not isinstance(no_skill, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A proportion is never below 0 or above 1.'
""" # END TEST CONFIG
def test_no_skill_range(no_skill):
    assert 0 <= no_skill <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The program does not flip a coin. It says real every time.'
""" # END TEST CONFIG
def test_no_skill_not_a_coin(no_skill):
    assert abs(no_skill - 0.5) > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'It is right for each real message of test, and for no other.'
""" # END TEST CONFIG
def test_no_skill_value(no_skill):
    assert abs(no_skill - 0.7375) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4_4
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 4.4.** There are two kinds of mistakes. Give the name `missed` to the **number** of scams of
# `test` that were called `real`, and `false_alarms` to the number of real messages that were called `scam`.

# %% [raw]
# # BEGIN SOLUTION

# %%
results = test.with_column("guess", guesses) # SOLUTION
missed = results.where("kind", "scam").where("guess", "real").num_rows # SOLUTION
false_alarms = results.where("kind", "real").where("guess", "scam").num_rows # SOLUTION
missed, false_alarms

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'missed should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_missed_is_a_number(missed):
    import numbers
    assert isinstance(missed, numbers.Real) and not isinstance(missed, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'false_alarms should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_false_alarms_is_a_number(false_alarms):
    import numbers
    assert isinstance(false_alarms, numbers.Real) and not isinstance(false_alarms, bool)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the rows with scam as the kind and real as the guess.'
""" # END TEST CONFIG
def test_missed_value(missed):
    assert missed == 6

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the rows with real as the kind and scam as the guess.'
""" # END TEST CONFIG
def test_false_alarms_value(false_alarms):
    assert false_alarms == 5

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
# points: 3
# manual: true

# %% [markdown]
# **Question 5.1.** A friend says: *"Your program has an accuracy of 86 percent. So it is good."* Write **2 to
# 4 sentences**: with what should one compare that number, how sure is it (it comes from 80 messages), and
# would you say that the program is good?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# A program that always says "real" would already be right for 74 percent of these messages, so ours is only
# about 12 percentage points better. With 80 messages, the accuracy could easily be 5 to 8 percentage points
# higher or lower in another test set. I would say that it helps, and that it is not good enough to delete
# messages by itself.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | compares with the accuracy without skill, about 74 percent |
# | 1 | says that 80 messages are few, so that the accuracy could come out differently |
# | 1 | gives a judgment that fits these numbers |

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
# **Question 5.2.** Which of the two kinds of mistakes is worse **for you**, and why? And what would the
# senders of scams do, once they know what your program looks at? Write **2 to 4 sentences**.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# For me a false alarm is worse: if a message from my doctor is hidden, I may never see it, but a scam I can
# often recognize by myself. For somebody who is easily tricked, a missed scam may be worse, because it costs
# money. The senders would write shorter messages with fewer capitals. Then the program must be trained again
# with new messages.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | chooses a kind of mistake and names what it costs |
# | 1 | gives a reason that fits the choice (either choice is fine) |
# | 1 | says that senders would change their messages so that they look like real ones |

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
