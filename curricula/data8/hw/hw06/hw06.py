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
# name: hw06
# files:
#   - registration.csv
#   - gym.csv
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
# # Homework 6: Because, or just along with?
#
# A text message is said to help students register in time. The gym is said to help their grades. Two groups,
# two differences, and each time two questions: is it more than chance, and if so, **what caused it**? You
# will
#
# 1. compare two groups of an **experiment**,
# 2. **shuffle** labels to see what chance does,
# 3. do the same with data that was only **observed**,
# 4. look for a **confounder**, and
# 5. **write** about when you may say "because".
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer. Some results
# are random: they change each time you run a cell, and the tests allow for that.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## Part 1: A text message
#
# Many students register late and don't get the classes that they need. So a college tried something. For each
# of **400** students, a computer drew by chance which of two text messages came. (The data is made up.)
#
# - `plain`: *"Registration closes on Friday."*
# - `plan`: *"Registration closes on Friday. On which day, and where, will you do it?"*
#
# | label | meaning |
# |:--|:--|
# | `student` | a number from 1 to 400 |
# | `message` | `plain` or `plan` |
# | `registered` | 1 if the student registered in time, and 0 if not |

# %%
registration = Table.read_table("registration.csv")
registration.show(5)

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** Make a table called `rates` with **one row for each message**, and the average of
# `registered` in a column `registered mean`. (The average of zeros and ones is the proportion of ones.)
#
# *Hint:* Select the two columns that you need first.

# %% [raw]
# # BEGIN SOLUTION

# %%
rates = registration.select("message", "registered").group("message", np.mean) # SOLUTION
rates

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'rates should be a table. Use one of the methods of tables.'
""" # END TEST CONFIG
def test_rates_is_a_table(rates):
    from datascience import Table
    assert isinstance(rates, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'rates should have 2 rows, one for each message.'
""" # END TEST CONFIG
def test_rates_rows(rates):
    assert rates.num_rows == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The column should be called registered mean. That is what group makes if you give it np.mean.'
""" # END TEST CONFIG
def test_rates_label(rates):
    assert "registered mean" in rates.labels and "message" in rates.labels

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'For each message, take the average of the zeros and ones.'
""" # END TEST CONFIG
def test_rates_values(rates):
    assert abs(min(rates.column("registered mean")) - 0.56) < 0.0001 and abs(max(rates.column("registered mean")) - 0.665) < 0.0001

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
# **Question 1.2.** Our statistic is the proportion for `plan` **minus** the proportion for `plain`. Give it
# the name `observed`.

# %% [raw]
# # BEGIN SOLUTION

# %%
observed = rates.column("registered mean").item(1) - rates.column("registered mean").item(0) # SOLUTION
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
failure_message: 'A difference of two proportions lies between -1 and 1.'
""" # END TEST CONFIG
def test_observed_range(observed):
    assert -1 <= observed <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract in the order of the question: plan minus plain. Which message is in which row?'
""" # END TEST CONFIG
def test_observed_sign(observed):
    assert observed > 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the proportion of plain from the proportion of plan.'
""" # END TEST CONFIG
def test_observed_value(observed):
    assert abs(observed - 0.105) < 0.0005

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
# **Question 1.3.** Which sentence is the **null hypothesis**? Give the name `null` to its number.
#
# 1. More students register in time if they are asked for a plan.
# 2. It doesn't matter which message a student gets; the difference is due to which students chance put in
#    which group.
# 3. Exactly as many students of each group register in time.
# 4. Each student registers in time with a chance of one half.

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
failure_message: 'A null hypothesis says that there is no effect, and it allows for chance.'
""" # END TEST CONFIG
def test_null_no_effect(null):
    assert null not in [1, 3]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The null hypothesis says nothing about how many register. It says that the message makes no difference.'
""" # END TEST CONFIG
def test_null_value(null):
    assert null == 2

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# If the message doesn't matter, the labels `plain` and `plan` could as well have been dealt out in another
# way. So we **shuffle** them: the results stay where they are, and the labels move.
#
# `t.sample(with_replacement=False)` is a table with all rows of `t` in a new order.

# %% [raw]
# # BEGIN QUESTION
# name: q1_4
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.4.** Write a function called `shuffled_difference` with no arguments. It shuffles the labels of
# `registration`, and returns the difference of the two proportions after that, `plan` minus `plain`.

# %% [raw]
# # BEGIN SOLUTION

# %%
def shuffled_difference():
    """Return the difference of proportions after a shuffle of the labels."""
    # BEGIN SOLUTION
    labels = registration.sample(with_replacement=False).column("message")
    mixed = registration.select("registered").with_column("message", labels)
    means = mixed.group("message", np.mean).column("registered mean")
    return means.item(1) - means.item(0)
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
failure_message: 'shuffled_difference() should be a number from -1 to 1. Does the function return its result?'
""" # END TEST CONFIG
def test_shuffled_difference_range(shuffled_difference):
    assert all(-1 <= shuffled_difference() <= 1 for _ in range(5))

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each call should shuffle anew. If you move whole rows, every result keeps its label.'
""" # END TEST CONFIG
def test_shuffled_difference_varies(shuffled_difference):
    assert len({round(float(shuffled_difference()), 4) for _ in range(40)}) > 5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'After a shuffle the differences lie around 0, on both sides, and most are smaller than 0.1.'
""" # END TEST CONFIG
def test_shuffled_difference_average(shuffled_difference):
    import numpy as np
    values = [float(shuffled_difference()) for _ in range(80)]
    assert abs(np.mean(values)) < 0.025 and 0.03 < np.std(values) < 0.07

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
# **Question 1.5.** Make an array called `differences` with the results of **1,000** shuffles.

# %% [raw]
# # BEGIN SOLUTION

# %%
differences = make_array()
for trial in np.arange(1000):
    differences = np.append(differences, shuffled_difference()) # SOLUTION
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
failure_message: 'Call the function anew for each value.'
""" # END TEST CONFIG
def test_differences_vary(differences):
    assert len({round(float(value), 6) for value in differences}) > 15

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The differences after shuffles lie around 0.'
""" # END TEST CONFIG
def test_differences_values(differences):
    import numpy as np
    assert abs(np.mean(differences)) < 0.01 and 0.042 < np.std(differences) < 0.055

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
Table().with_column("difference after a shuffle", differences).hist(bins=np.arange(-0.1975, 0.2, 0.02))

# %% [raw]
# # BEGIN QUESTION
# name: q1_6
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.6.** The alternative says that the message `plan` helps. Give the name `p_message` to the
# p-value: the proportion of the differences that are **equal to `observed` or larger**.

# %% [raw]
# # BEGIN SOLUTION

# %%
p_message = np.count_nonzero(differences >= observed) / 1000 # SOLUTION
p_message

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'p_message should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_p_message_is_a_number(p_message):
    import numbers
    assert isinstance(p_message, numbers.Real) and not isinstance(p_message, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A p-value is never below 0 or above 1.'
""" # END TEST CONFIG
def test_p_message_range(p_message):
    assert 0 <= p_message <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Large differences speak for the message. Look at the right end of the histogram.'
""" # END TEST CONFIG
def test_p_message_side(p_message):
    assert p_message < 0.3

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the shuffles with a difference as large as the observed one or larger, and divide by 1,000.'
""" # END TEST CONFIG
def test_p_message_value(p_message, differences):
    import numpy as np
    low, high = np.mean(differences > 0.105 + 1e-9), np.mean(differences >= 0.105 - 1e-9)
    assert low - 0.0001 <= p_message <= high + 0.0001

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
# **Question 1.7.** Before the study, the college chose a cutoff of **5 percent**. What may it conclude? Give
# the name `because` to the number of the best sentence.
#
# 1. Nothing: students who like to plan may have picked the message `plan`.
# 2. The message `plan` goes along with registering in time, but we can't say that it is the reason.
# 3. The message `plan` helped these students: chance decided who got it, and chance alone hardly ever makes
#    such a difference.
# 4. The message `plan` helps at every college.

# %% [raw]
# # BEGIN SOLUTION

# %%
because = 3 # SOLUTION
because

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'because should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_because_is_a_number(because):
    import numbers
    assert isinstance(because, numbers.Real) and not isinstance(because, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'because should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_because_is_an_option(because):
    assert because in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Read again how each student got one of the messages. Did anybody pick?'
""" # END TEST CONFIG
def test_because_not_chosen(because):
    assert because not in [1, 2]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The 400 students are students of one college.'
""" # END TEST CONFIG
def test_because_value(because):
    assert because == 3

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: The gym
#
# A poster says: *"Students who use the gym have better grades. Come and move!"* Here are **320** students.
#
# | label | meaning |
# |:--|:--|
# | `student` | a number from 1 to 320 |
# | `work` | paid work: `few` (less than 15 hours a week) or `many` |
# | `gym` | uses the gym: `yes` or `no` |
# | `gpa` | grade point average, from 1 to 4 |

# %%
gym = Table.read_table("gym.csv")
gym.show(5)

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Write a function called `difference` that takes a table with the columns `gym` and `gpa`
# (and perhaps more), and returns the average `gpa` of those who **use** the gym **minus** the average of
# those who don't.

# %% [raw]
# # BEGIN SOLUTION

# %%
def difference(table):
    """Return the average gpa with the gym, minus the average without."""
    # BEGIN SOLUTION
    means = table.select("gym", "gpa").group("gym", np.mean).column("gpa mean")
    return means.item(1) - means.item(0)
    # END SOLUTION

difference(gym)

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
failure_message: 'difference(gym) should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_difference_is_a_number(difference, gym):
    import numbers
    assert isinstance(difference(gym), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'For the whole table, the average with the gym is about 0.15 higher.'
""" # END TEST CONFIG
def test_difference_value(difference, gym):
    assert abs(difference(gym) - 0.14955) < 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function should use the table that it is given.'
""" # END TEST CONFIG
def test_difference_other(difference):
    from datascience import Table
    small = Table().with_columns("gym", ["yes", "no", "yes", "no"], "gpa", [2.0, 3.5, 3.0, 3.5])
    assert abs(difference(small) + 1) < 0.001

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
# **Question 2.2.** Make an array called `gym_differences` with the differences after **1,000** shuffles of
# the labels in the column `gym`.

# %% [raw]
# # BEGIN SOLUTION

# %%
gym_differences = make_array()
for trial in np.arange(1000):
    # BEGIN SOLUTION
    labels = gym.sample(with_replacement=False).column("gym")
    gym_differences = np.append(gym_differences, difference(gym.with_column("gym", labels)))
    # END SOLUTION
gym_differences

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'gym_differences should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_gym_differences_is_an_array(gym_differences):
    import numpy as np
    assert isinstance(gym_differences, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'gym_differences should hold 1,000 values.'
""" # END TEST CONFIG
def test_gym_differences_length(gym_differences):
    assert len(gym_differences) == 1000

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Shuffle anew for each value.'
""" # END TEST CONFIG
def test_gym_differences_vary(gym_differences):
    assert len({round(float(value), 6) for value in gym_differences}) > 50

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'After a shuffle the differences lie around 0, on both sides.'
""" # END TEST CONFIG
def test_gym_differences_values(gym_differences):
    import numpy as np
    assert abs(np.mean(gym_differences)) < 0.01 and 0.04 < np.std(gym_differences) < 0.055

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
# **Question 2.3.** Give the name `p_gym` to the p-value of the difference in the data, if the alternative is
# that students who use the gym have **better** grades.

# %% [raw]
# # BEGIN SOLUTION

# %%
p_gym = np.count_nonzero(gym_differences >= difference(gym)) / 1000 # SOLUTION
p_gym

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'p_gym should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_p_gym_is_a_number(p_gym):
    import numbers
    assert isinstance(p_gym, numbers.Real) and not isinstance(p_gym, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A p-value is never below 0 or above 1.'
""" # END TEST CONFIG
def test_p_gym_range(p_gym):
    assert 0 <= p_gym <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Large differences speak for the poster. Look at the right side.'
""" # END TEST CONFIG
def test_p_gym_side(p_gym):
    assert p_gym < 0.5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the shuffles with a difference as large as that of the data or larger, and divide by 1,000.'
""" # END TEST CONFIG
def test_p_gym_value(p_gym, gym_differences):
    import numpy as np
    seen = 0.149554069119
    low, high = np.mean(gym_differences > seen + 1e-6), np.mean(gym_differences >= seen - 1e-6)
    assert low - 0.0001 <= p_gym <= high + 0.0001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# So it is hardly chance. But nobody **drew** who uses the gym: the students decided. What else is different
# about them?

# %% [raw]
# # BEGIN QUESTION
# name: q2_4
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.4.** Among the students who **use** the gym, what proportion work `many` hours? And among those
# who **don't**? Make an array called `many_hours` with these two proportions, in this order.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION
users = gym.where("gym", "yes")
others = gym.where("gym", "no")
many_hours = make_array(
    users.where("work", "many").num_rows / users.num_rows,
    others.where("work", "many").num_rows / others.num_rows,
)
# END SOLUTION
many_hours

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'many_hours should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_many_hours_is_an_array(many_hours):
    import numpy as np
    assert isinstance(many_hours, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'many_hours should hold 2 values.'
""" # END TEST CONFIG
def test_many_hours_length(many_hours):
    assert len(many_hours) == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Proportions are between 0 and 1.'
""" # END TEST CONFIG
def test_many_hours_range(many_hours):
    assert all(0 <= value <= 1 for value in many_hours)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'First those who use the gym, then the others. Divide by the number of students in that group of gym.'
""" # END TEST CONFIG
def test_many_hours_order(many_hours):
    assert abs(many_hours[0] - 0.2971) < 0.003 and abs(many_hours[1] - 0.6429) < 0.003

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
# **Question 2.5.** Compare like with like. Make an array called `like_with_like` with **two** values of your
# function `difference`: first for the students who work `few` hours, then for those who work `many`.

# %% [raw]
# # BEGIN SOLUTION

# %%
like_with_like = make_array(difference(gym.where("work", "few")), difference(gym.where("work", "many"))) # SOLUTION
like_with_like

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'like_with_like should be an array, not a single number, a list or a table.'
""" # END TEST CONFIG
def test_like_with_like_is_an_array(like_with_like):
    import numpy as np
    assert isinstance(like_with_like, np.ndarray)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'like_with_like should hold 2 values.'
""" # END TEST CONFIG
def test_like_with_like_length(like_with_like):
    assert len(like_with_like) == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Among students with the same amount of work, the difference is much smaller than 0.15. Use only their rows.'
""" # END TEST CONFIG
def test_like_with_like_small(like_with_like):
    assert max(abs(like_with_like)) < 0.1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'First few hours, then many. Each time: with the gym minus without.'
""" # END TEST CONFIG
def test_like_with_like_values(like_with_like):
    assert abs(like_with_like[0] - 0.02714) < 0.001 and abs(like_with_like[1] + 0.02593) < 0.001

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
# **Question 2.6.** Which sentence fits all that you found? Give the name `explanation` to its number.
#
# 1. The gym lifts grades, because the p-value is small.
# 2. There is no difference at all between those who use the gym and the others.
# 3. Good grades give students more time for the gym.
# 4. Students who work many hours have lower grades and use the gym less. That can explain the difference.

# %% [raw]
# # BEGIN SOLUTION

# %%
explanation = 4 # SOLUTION
explanation

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'explanation should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_explanation_is_a_number(explanation):
    import numbers
    assert isinstance(explanation, numbers.Real) and not isinstance(explanation, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'explanation should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_explanation_is_an_option(explanation):
    assert explanation in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A small p-value says that it is hardly chance. It says nothing about the reason.'
""" # END TEST CONFIG
def test_explanation_not_cause(explanation):
    assert explanation != 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'What happened to the difference when you compared students with the same amount of work?'
""" # END TEST CONFIG
def test_explanation_value(explanation):
    assert explanation == 4

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2_7
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.7.** A college tests **60** things that in truth have **no effect at all**, each with a cutoff
# of 5 percent. About how many of them will it find to be "more than chance"? Call it `false_alarms`.

# %% [raw]
# # BEGIN SOLUTION

# %%
false_alarms = 60 * 0.05 # SOLUTION
false_alarms

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'false_alarms should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_false_alarms_is_a_number(false_alarms):
    import numbers
    assert isinstance(false_alarms, numbers.Real) and not isinstance(false_alarms, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'The number should be from 0 to 60.'
""" # END TEST CONFIG
def test_false_alarms_range(false_alarms):
    assert 0 <= false_alarms <= 60

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Even without an effect, chance alone gives a p-value below 5 percent now and then.'
""" # END TEST CONFIG
def test_false_alarms_not_zero(false_alarms):
    assert false_alarms > 0.5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each test gives a false alarm with a chance of 5 percent, and there are 60 tests.'
""" # END TEST CONFIG
def test_false_alarms_value(false_alarms):
    assert abs(false_alarms - 3) < 0.01

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: Say it in words
#
# A person reads these answers.

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 4
# manual: true

# %% [markdown]
# **Question 3.1.** Write **3 to 5 sentences** to the maker of the poster. Is the difference in grades more
# than chance? Does the gym cause it? Quote `p_gym`, the two proportions of `many_hours`, and at least one
# value of `like_with_like`.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# Students who use the gym have a GPA that is 0.15 higher on average, and chance alone would hardly ever make
# such a difference: the p-value is about 0.001. But nobody drew who uses the gym. Of those who do, 30 percent
# work many hours, and of the others 64 percent, and people who work a lot have lower grades. If we compare
# only students who work many hours, those with the gym are even 0.03 lower. So paid work is a better
# explanation, and your poster should not say that the gym helps grades.
#
# **Rubric (4 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | says that the difference is more than chance, and quotes the p-value |
# | 1 | says that the students chose, so that a cause does not follow |
# | 1 | names paid work as a confounder, with the two proportions |
# | 1 | says that the difference (almost) vanishes among students with the same amount of work, and quotes a number |

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
# **Question 3.2.** How could the college find out whether the gym helps grades? Describe an **experiment** in
# **3 or 4 sentences**: who takes part, what decides, what is compared, and one thing that could still go
# wrong.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# Ask 300 students who would like a pass for the gym, and draw by chance which 150 of them get one this term.
# At the end of the term, compare the average grades of the two groups, and shuffle the labels to see what
# chance does. It could still go wrong: some who got a pass never use it, and some of the others pay for one
# themselves.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | lets chance decide who gets the treatment (a pass, a class, a coach) |
# | 1 | compares the grades of the two groups, those with and without the treatment |
# | 1 | names something that could go wrong, such as people who don't follow the plan or drop out, or too few people |

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
# 2. Read your answers of Part 3 once more. Would a friend understand them?
# 3. Save the notebook.
# 4. Run the last cell and hand in the zip file the way your instructor asked for.
