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
# name: lab07
# files:
#   - study.csv
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
# # Lab 7: Shuffle the labels
#
# Do you learn better with music or in quiet? In this lab a coin decided, so we can find out. You will
#
# 1. compare the averages of two groups,
# 2. **shuffle** the labels to see what chance alone does,
# 3. find a **p-value** for the difference, and
# 4. see why it matters that a coin decided.
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer. Some results
# are random: they change each time you run a cell, and the tests allow for that.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## The experiment
#
# **120** students had 20 minutes to learn 40 words of a language that nobody knew. Chance decided who learned
# with music in the headphones and who learned in quiet, 60 each. (The data is made up.)
#
# | label | meaning |
# |:--|:--|
# | `student` | a number from 1 to 120 |
# | `second` | 1 if the student is in the second year or later, 0 if in the first |
# | `usual` | how the student usually learns at home: `music` or `quiet` |
# | `sound` | what the draw gave for the experiment: `music` or `quiet` |
# | `words` | words that the student knew afterwards, 0 to 40 |

# %%
study = Table.read_table("study.csv")
study.show(5)

# %% [markdown]
# ## Part 1: Two groups

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** Make a table called `averages` with one row for each `sound`, and the average of `words`
# in a column `words mean`.
#
# *Hint:* Select the columns `sound` and `words` first, then use `group` with `np.mean`.

# %% [raw]
# # BEGIN SOLUTION

# %%
averages = study.select("sound", "words").group("sound", np.mean) # SOLUTION
averages

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'averages should be a table. Use one of the methods of tables.'
""" # END TEST CONFIG
def test_averages_is_a_table(averages):
    from datascience import Table
    assert isinstance(averages, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'averages should have 2 rows, one for each sound.'
""" # END TEST CONFIG
def test_averages_rows(averages):
    assert averages.num_rows == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The table should have the columns sound and words mean.'
""" # END TEST CONFIG
def test_averages_label(averages):
    assert "sound" in averages.labels and "words mean" in averages.labels

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Group by what the draw gave, and take the average of the words.'
""" # END TEST CONFIG
def test_averages_values(averages):
    assert abs(min(averages.column("words mean")) - 19.9667) < 0.001 and abs(max(averages.column("words mean")) - 21.9167) < 0.001

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
# **Question 1.2.** Our statistic is the average for `quiet` **minus** the average for `music`. Give it the
# name `observed`.

# %% [raw]
# # BEGIN SOLUTION

# %%
observed = averages.column("words mean").item(1) - averages.column("words mean").item(0) # SOLUTION
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
failure_message: 'Nobody knew more than 40 words, so a difference of averages lies between -40 and 40.'
""" # END TEST CONFIG
def test_observed_range(observed):
    assert -40 <= observed <= 40

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract in the order of the question: quiet minus music. group puts its rows in the order of the alphabet.'
""" # END TEST CONFIG
def test_observed_sign(observed):
    assert observed > 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the average of the students with music from that of the students in quiet.'
""" # END TEST CONFIG
def test_observed_value(observed):
    assert abs(observed - 1.95) < 0.01

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
study.hist("words", group="sound", bins=np.arange(0, 41, 4), unit="word")

# %% [raw]
# # BEGIN QUESTION
# name: q1_3
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 1.3.** You will need this difference many times. Write a function called `difference` that takes
# a table with columns `sound` and `words` (and perhaps more), and returns the average of `words` for `quiet`
# minus that for `music`.

# %% [raw]
# # BEGIN SOLUTION

# %%
def difference(table):
    """Return the average words in quiet, minus the average with music."""
    # BEGIN SOLUTION
    means = table.select("sound", "words").group("sound", np.mean).column("words mean")
    return means.item(1) - means.item(0)
    # END SOLUTION

difference(study)

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
failure_message: 'difference(study) should be one number. Does the function return its result?'
""" # END TEST CONFIG
def test_difference_is_a_number(difference, study):
    import numbers
    assert isinstance(difference(study), numbers.Real)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'For the whole table the function should return the same as your answer to Question 1.2.'
""" # END TEST CONFIG
def test_difference_study(difference, study):
    assert abs(difference(study) - 1.95) < 0.01

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The function should use the table that it is given, and not the table study.'
""" # END TEST CONFIG
def test_difference_other(difference):
    from datascience import Table
    small = Table().with_columns("sound", ["quiet", "music", "quiet", "music"], "words", [10, 8, 20, 9])
    assert abs(difference(small) - 6.5) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: What chance does
#
# **Null hypothesis:** the sound doesn't matter. Each student would have known the same words in the other
# group. Then the difference comes from the draw alone.
#
# **Alternative:** students learn **more** words in quiet.
#
# If the sound doesn't matter, the labels `music` and `quiet` could as well be dealt out anew. So we
# **shuffle** them. `t.sample(with_replacement=False)` is a table with all rows of `t`, each of them once, in
# a new order.

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Make an array called `shuffled_labels` with the 120 labels of the column `sound`, in a new
# order.

# %% [raw]
# # BEGIN SOLUTION

# %%
shuffled_labels = study.sample(with_replacement=False).column("sound") # SOLUTION
shuffled_labels

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'shuffled_labels should hold 120 labels.'
""" # END TEST CONFIG
def test_shuffled_labels_length(shuffled_labels):
    assert len(shuffled_labels) == 120

# %%
""" # BEGIN TEST CONFIG
failure_message: 'Each label is music or quiet.'
""" # END TEST CONFIG
def test_shuffled_labels_words(shuffled_labels):
    assert set(shuffled_labels) == {"music", "quiet"}

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A shuffle keeps all labels: 60 times music and 60 times quiet. Use with_replacement=False.'
""" # END TEST CONFIG
def test_shuffled_labels_count(shuffled_labels):
    assert list(shuffled_labels).count("quiet") == 60

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The labels should be in a new order.'
""" # END TEST CONFIG
def test_shuffled_labels_moved(shuffled_labels, study):
    assert list(shuffled_labels) != list(study.column("sound")) and list(shuffled_labels) != sorted(shuffled_labels) and list(shuffled_labels) != sorted(shuffled_labels)[::-1]

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2_2
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.2.** Make a table called `shuffled` that is like `study`, but with your `shuffled_labels` in
# the column `sound`. All other columns stay as they are.
#
# *Hint:* `with_column` with a label that the table already has puts the new column in place of the old one.

# %% [raw]
# # BEGIN SOLUTION

# %%
shuffled = study.with_column("sound", shuffled_labels) # SOLUTION
shuffled.show(5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'shuffled should be a table. Use one of the methods of tables.'
""" # END TEST CONFIG
def test_shuffled_is_a_table(shuffled):
    from datascience import Table
    assert isinstance(shuffled, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'shuffled should have the same 5 columns as study, and 120 rows.'
""" # END TEST CONFIG
def test_shuffled_shape(shuffled):
    assert shuffled.num_rows == 120 and sorted(shuffled.labels) == ["second", "sound", "student", "usual", "words"]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The column sound should hold your shuffled labels.'
""" # END TEST CONFIG
def test_shuffled_labels_there(shuffled, shuffled_labels):
    assert list(shuffled.column("sound")) == list(shuffled_labels)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Only the labels move. The words stay where they are.'
""" # END TEST CONFIG
def test_shuffled_words_stay(shuffled, study):
    assert list(shuffled.column("words")) == list(study.column("words")) and list(shuffled.column("usual")) == list(study.column("usual"))

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
difference(shuffled)

# %% [raw]
# # BEGIN QUESTION
# name: q2_3
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 2.3.** Put the steps together. Write a function called `shuffled_difference` with no arguments.
# It shuffles the labels of `study`, puts them into the table, and returns the difference of that table.

# %% [raw]
# # BEGIN SOLUTION

# %%
def shuffled_difference():
    """Return the difference after a shuffle of the labels."""
    # BEGIN SOLUTION
    labels = study.sample(with_replacement=False).column("sound")
    return difference(study.with_column("sound", labels))
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
failure_message: 'Each call should shuffle anew: do the shuffle inside the function. If whole rows move, every student keeps the label.'
""" # END TEST CONFIG
def test_shuffled_difference_varies(shuffled_difference):
    assert len({round(float(shuffled_difference()), 4) for _ in range(40)}) > 10

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'After a shuffle the differences lie around 0, on both sides.'
""" # END TEST CONFIG
def test_shuffled_difference_average(shuffled_difference):
    import numpy as np
    values = [float(shuffled_difference()) for _ in range(80)]
    assert abs(np.mean(values)) < 0.45 and 0.6 < np.std(values) < 1.3

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
# **Question 2.4.** Make an array called `differences` with the results of **1,000** shuffles. Use a `for`
# loop.

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
    assert len({round(float(value), 6) for value in differences}) > 50

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The differences after shuffles lie around 0.'
""" # END TEST CONFIG
def test_differences_values(differences):
    import numpy as np
    assert abs(np.mean(differences)) < 0.2 and 0.8 < np.std(differences) < 1.05

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %%
shuffles = Table().with_column("difference after a shuffle", differences)
shuffles.hist(bins=np.arange(-3.5, 3.6, 0.5), unit="word")

# %% [markdown]
# ## Part 3: More than chance?

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** Which shuffles speak as loudly for quiet as our data does? Give the name `p_value` to the
# proportion of the `differences` that are **equal to `observed` or larger**.

# %% [raw]
# # BEGIN SOLUTION

# %%
p_value = np.count_nonzero(differences >= observed) / 1000 # SOLUTION
p_value

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'p_value should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_p_value_is_a_number(p_value):
    import numbers
    assert isinstance(p_value, numbers.Real) and not isinstance(p_value, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A p-value is never below 0 or above 1.'
""" # END TEST CONFIG
def test_p_value_range(p_value):
    assert 0 <= p_value <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Large differences speak for quiet. Look at the right end of the histogram.'
""" # END TEST CONFIG
def test_p_value_side(p_value):
    assert p_value < 0.5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Count the differences that are equal to observed or larger, and divide by 1,000.'
""" # END TEST CONFIG
def test_p_value_value(p_value, differences):
    import numpy as np
    low, high = np.mean(differences > 1.95 + 1e-6), np.mean(differences >= 1.95 - 1e-6)
    assert low - 0.0001 <= p_value <= high + 0.0001

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
# **Question 3.2.** The cutoff is **5 percent**. What do you conclude? Give the name `conclusion` to the
# number of the best sentence.
#
# 1. The difference fits chance: the sound doesn't matter.
# 2. The difference is hardly chance alone. As a draw decided who had music, we may say that quiet helped.
# 3. The difference is hardly chance alone, but perhaps the better students chose quiet.
# 4. With a chance of 98 percent, everybody learns better in quiet.

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
failure_message: 'Compare your p-value with 0.05.'
""" # END TEST CONFIG
def test_conclusion_not_chance(conclusion):
    assert conclusion != 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Who decided about the sound? And what does a p-value say, about averages or about each person?'
""" # END TEST CONFIG
def test_conclusion_value(conclusion):
    assert conclusion == 2

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 4: Why the coin matters
#
# Second-year students have more practice, and they know more words. So let us look where they are. The
# average of `second` in a group is the **proportion** of second-year students in it.

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 1
# all_or_nothing: true

# %% [markdown]
# **Question 4.1.** In the groups that the **draw** made: what is the proportion of second-year students in
# `quiet` **minus** that in `music`? Use the column `sound`, and call the difference `draw_gap`.

# %% [raw]
# # BEGIN SOLUTION

# %%
by_draw = study.select("sound", "second").group("sound", np.mean).column("second mean") # SOLUTION
draw_gap = by_draw.item(1) - by_draw.item(0) # SOLUTION
draw_gap

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'draw_gap should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_draw_gap_is_a_number(draw_gap):
    import numbers
    assert isinstance(draw_gap, numbers.Real) and not isinstance(draw_gap, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A difference of proportions lies between -1 and 1.'
""" # END TEST CONFIG
def test_draw_gap_range(draw_gap):
    assert -1 <= draw_gap <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Chance spread the second-year students evenly, so the difference is near 0. Use the column sound.'
""" # END TEST CONFIG
def test_draw_gap_small(draw_gap):
    assert abs(draw_gap) < 0.1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract in the order of the question: quiet minus music.'
""" # END TEST CONFIG
def test_draw_gap_value(draw_gap):
    assert abs(draw_gap + 0.016667) < 0.001

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
# **Question 4.2.** Now forget the draw, and group the students by what they **usually** do at home. What is
# the proportion of second-year students among those who usually learn in `quiet`, **minus** that among those
# with `music`? Call it `habit_gap`.

# %% [raw]
# # BEGIN SOLUTION

# %%
by_habit = study.select("usual", "second").group("usual", np.mean).column("second mean") # SOLUTION
habit_gap = by_habit.item(1) - by_habit.item(0) # SOLUTION
habit_gap

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'habit_gap should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_habit_gap_is_a_number(habit_gap):
    import numbers
    assert isinstance(habit_gap, numbers.Real) and not isinstance(habit_gap, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A difference of proportions lies between -1 and 1.'
""" # END TEST CONFIG
def test_habit_gap_range(habit_gap):
    assert -1 <= habit_gap <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This difference is large. Group by the column usual, and subtract in the order of the question.'
""" # END TEST CONFIG
def test_habit_gap_large(habit_gap):
    assert habit_gap > 0.1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Take the proportion of second-year students in each group of usual: quiet minus music.'
""" # END TEST CONFIG
def test_habit_gap_value(habit_gap):
    assert abs(habit_gap - 0.331662) < 0.001

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
# **Question 4.3.** Students who usually learn in quiet know more words than those who usually have music, by
# about 1.8 on average. Why does that **not** show that the habit is the reason? Give the name `why_not` to
# the number of the best answer.
#
# 1. Because 1.8 is a small number.
# 2. Because the p-value is above 5 percent.
# 3. Because students chose their habit, and those who chose quiet are more often second-year students, who
#    know more words anyway.
# 4. Because 120 students are too few to say anything.

# %% [raw]
# # BEGIN SOLUTION

# %%
why_not = 3 # SOLUTION
why_not

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'why_not should be one of the numbers 1, 2, 3 and 4, without quotation marks.'
""" # END TEST CONFIG
def test_why_not_is_a_number(why_not):
    import numbers
    assert isinstance(why_not, numbers.Real) and not isinstance(why_not, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'why_not should be one of the numbers 1, 2, 3 and 4.'
""" # END TEST CONFIG
def test_why_not_is_an_option(why_not):
    assert why_not in [1, 2, 3, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'With a draw, a difference of nearly the same size and as many students were enough.'
""" # END TEST CONFIG
def test_why_not_not_size(why_not):
    assert why_not not in [1, 4]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Compare draw_gap and habit_gap. What else is different about those who like quiet?'
""" # END TEST CONFIG
def test_why_not_value(why_not):
    assert why_not == 3

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
# **Question 5.1.** A friend asks: *"So should I turn off my music?"* Write **3 or 4 sentences**: what did the
# experiment find (quote `observed` and your p-value), why may you say "because" here, and what does it
# **not** tell your friend?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# In the experiment, students in quiet knew 1.95 words more on average, and chance alone makes such a
# difference in only about 2 of 100 shuffles. A draw decided who had music, so the groups were alike, and I
# may say that quiet was the reason. But that is an average of 120 students who learned words for 20 minutes.
# It doesn't tell you whether it holds for you, for math or for your music.
#
# **Rubric (3 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | quotes the difference and the p-value, and says that it is hardly chance |
# | 1 | says that chance (the draw) decided who had music, so that quiet is the reason |
# | 1 | names a limit: an average and not each person, one task, these students, a short time |

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q5_2
# points: 2
# manual: true

# %% [markdown]
# **Question 5.2.** How would you find out whether music helps or harms when students solve **math** problems?
# Write **2 or 3 sentences**: who would be in which group, what decides that, and what do you compare?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# I would ask 100 students and draw by chance which 50 of them have music while they solve the same 20
# problems. Then I would compare the average number of right solutions of the two groups, and shuffle the
# labels to see what chance does.
#
# **Rubric (2 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | lets chance decide about the groups, and not the students or the teacher |
# | 1 | says what is measured and compared, such as the average number of right solutions |

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
