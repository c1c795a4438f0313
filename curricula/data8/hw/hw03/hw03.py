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
# name: hw03
# files:
#   - games.csv
#   - teams.csv
#   - towns.csv
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
# # Homework 3: A season in three tables
#
# The facts you need are often in more than one table. Here they are about a (made-up) soccer league: its games,
# its teams and their towns. You will
#
# 1. **join** tables that share a column,
# 2. find out which rows get **lost** in a join,
# 3. answer questions that no single table can answer, and
# 4. **write** about what a comparison can show.
#
# Work from top to bottom and run every cell. Where you see three dots, `...`, put your answer.

# %%
from datascience import *
import numpy as np
%matplotlib inline

# %% [markdown]
# ## The data
#
# `games.csv` has one row for each game. The first team plays **at home**, in its own town; the other team is
# **away**.
#
# | label | meaning |
# |:--|:--|
# | `home`, `away` | names of the two teams |
# | `home_goals`, `away_goals` | goals of the two teams |
# | `crowd` | people who watched |

# %%
games = Table.read_table("games.csv")
games.show(5)

# %% [markdown]
# `teams.csv` has one row for each team of the league: its name, its town, and the year it was founded.

# %%
teams = Table.read_table("teams.csv")
teams

# %% [markdown]
# `towns.csv` has one row for each town: its name, its number of people, and its distance from the college in
# miles.

# %%
towns = Table.read_table("towns.csv")
towns

# %% [markdown]
# ## Part 1: Join two tables
#
# `a.join("x", b, "y")` puts rows of `a` and `b` side by side where column `x` of `a` and column `y` of `b` hold the
# **same value**. If both columns have the same label, `a.join("x", b)` is enough. A row without a partner is
# left out.

# %% [raw]
# # BEGIN QUESTION
# name: q1_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 1.1.** Make a table called `team_towns` that says for each team how many people live in its
# town, and how far that is from the college: join `teams` and `towns`. It has five columns: the town, the
# team, the year, the people and the miles.

# %% [raw]
# # BEGIN SOLUTION

# %%
team_towns = teams.join("town", towns, "name") # SOLUTION
team_towns

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'team_towns should be a table. Start from the table teams and use one of its methods.'
""" # END TEST CONFIG
def test_team_towns_is_a_table(team_towns):
    from datascience import Table
    assert isinstance(team_towns, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'team_towns should have five columns.'
""" # END TEST CONFIG
def test_team_towns_columns(team_towns):
    assert team_towns.num_columns == 5

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Join where the town of a team is the name of a town.'
""" # END TEST CONFIG
def test_team_towns_rows(team_towns):
    assert team_towns.num_rows == 8

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each team should stand beside the facts of its own town.'
""" # END TEST CONFIG
def test_team_towns_values(team_towns):
    people = dict(zip(team_towns.column("team"), team_towns.column("people")))
    assert people["Otters"] == 35100 and people["Badgers"] == 61200 and people["Sparrows"] == 14700

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q1_2
# points: 2

# %% [markdown]
# **Question 1.2.** Some rows have no partner. Give the name `lost_team` to the **name of the team** of
# `teams` that is not in `team_towns`, and `lost_town` to the **name of the town** of `towns` that is not in
# it. Look at the tables and type the two names as strings.

# %% [raw]
# # BEGIN SOLUTION

# %%
lost_team = "Rockets" # SOLUTION
lost_town = "Granite" # SOLUTION
lost_team, lost_town

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0
failure_message: 'lost_team should be a piece of text: the name of one team. If you see an array, take out one item of it.'
""" # END TEST CONFIG
def test_lost_team_is_a_string(lost_team):
    assert isinstance(lost_team, str)

# %%
""" # BEGIN TEST CONFIG
points: 0
failure_message: 'lost_team should be a name in the column team of teams, and lost_town a name in the column name of towns.'
""" # END TEST CONFIG
def test_lost_names_exist(lost_team, lost_town, teams, towns):
    assert lost_team in list(teams.column("team"))
    assert lost_town in list(towns.column("name"))

# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'The town of the lost team is not in the table towns.'
""" # END TEST CONFIG
def test_lost_team_value(lost_team):
    assert lost_team == "Rockets"

# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'No team plays in the lost town.'
""" # END TEST CONFIG
def test_lost_town_value(lost_town):
    assert lost_town == "Granite"

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
# **Question 1.3.** How far away does the oldest team play? Give the name `oldest_miles` to the **distance
# from the college** of the town of the oldest team in `team_towns`. Let Python find it.

# %% [raw]
# # BEGIN SOLUTION

# %%
oldest_miles = team_towns.sort("founded").column("miles").item(0) # SOLUTION
oldest_miles

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'oldest_miles should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_oldest_miles_is_a_number(oldest_miles):
    import numbers
    assert isinstance(oldest_miles, numbers.Real) and not isinstance(oldest_miles, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'oldest_miles should be one of the distances in the table towns.'
""" # END TEST CONFIG
def test_oldest_miles_in_towns(oldest_miles):
    assert oldest_miles in [4, 18, 26, 11, 7, 40]

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A team is older if it was founded earlier. This is the town of the youngest team.'
""" # END TEST CONFIG
def test_oldest_miles_not_youngest(oldest_miles):
    assert oldest_miles != 7

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Sort by the year the team was founded, and take the miles of the top row.'
""" # END TEST CONFIG
def test_oldest_miles_value(oldest_miles):
    assert oldest_miles == 18

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 2: Games and towns
#
# Some games were against **Guests**, a team from outside the league. They always played away.

# %% [raw]
# # BEGIN QUESTION
# name: q2_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 2.1.** Make a table called `home_games` with all columns of `games`, and beside them the facts
# of the **home** team and of its town. Use `team_towns`.

# %% [raw]
# # BEGIN SOLUTION

# %%
home_games = games.join("home", team_towns, "team") # SOLUTION
home_games.show(5)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'home_games should be a table. Start from the table games and use one of its methods.'
""" # END TEST CONFIG
def test_home_games_is_a_table(home_games):
    from datascience import Table
    assert isinstance(home_games, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'home_games should have 64 rows and 9 columns. Every game has a home team of the league.'
""" # END TEST CONFIG
def test_home_games_shape(home_games):
    assert home_games.num_rows == 64 and home_games.num_columns == 9

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Join where the home team of a game is the team of team_towns.'
""" # END TEST CONFIG
def test_home_games_labels(home_games):
    assert {"home", "away", "crowd", "people", "miles"} <= set(home_games.labels)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each game should stand beside the town of its home team.'
""" # END TEST CONFIG
def test_home_games_values(home_games):
    people = dict(zip(home_games.column("home"), home_games.column("people")))
    assert people["Tides"] == 35100 and people["Dragonflies"] == 9400
    assert sum(home_games.column("crowd")) == 15791

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
# **Question 2.2.** What if you had joined by the **away** team? Give the name `lost_games` to the number of
# games that are **left out** of `games.join("away", team_towns, "team")`. Let Python work it out.

# %% [raw]
# # BEGIN SOLUTION

# %%
lost_games = games.num_rows - games.join("away", team_towns, "team").num_rows # SOLUTION
lost_games

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'lost_games should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_lost_games_is_a_number(lost_games):
    import numbers
    assert isinstance(lost_games, numbers.Real) and not isinstance(lost_games, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A number of games is a whole number from 0 to 64.'
""" # END TEST CONFIG
def test_lost_games_range(lost_games):
    assert 0 <= lost_games <= 64 and lost_games == int(lost_games)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'This is the number of games that are kept.'
""" # END TEST CONFIG
def test_lost_games_not_kept(lost_games):
    assert lost_games != 56

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Subtract the number of rows after the join from the number of all games.'
""" # END TEST CONFIG
def test_lost_games_value(lost_games):
    assert lost_games == 8

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
# **Question 2.3.** Make a table called `crowd_by_town` with one row for each town and two columns: the
# town, and the **average crowd** of the games that were played there. Sort it so that the largest crowd
# comes first.

# %% [raw]
# # BEGIN SOLUTION

# %%
crowd_by_town = home_games.select("town", "crowd").group("town", np.mean).sort("crowd mean", descending=True) # SOLUTION
crowd_by_town

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'crowd_by_town should be a table. Start from the table home_games and use one of its methods.'
""" # END TEST CONFIG
def test_crowd_by_town_is_a_table(crowd_by_town):
    from datascience import Table
    assert isinstance(crowd_by_town, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'crowd_by_town should have 5 rows and 2 columns.'
""" # END TEST CONFIG
def test_crowd_by_town_shape(crowd_by_town):
    assert crowd_by_town.num_rows == 5 and crowd_by_town.num_columns == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The town with the largest average crowd should be at the top.'
""" # END TEST CONFIG
def test_crowd_by_town_order(crowd_by_town):
    values = list(crowd_by_town.column(1))
    assert values == sorted(values, reverse=True)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The second column should be the average of crowd over the games in each town.'
""" # END TEST CONFIG
def test_crowd_by_town_values(crowd_by_town):
    means = dict(zip(crowd_by_town.column(0), crowd_by_town.column(1)))
    assert abs(means["Alder"] - 258.9375) < 0.01 and abs(means["Elmwood"] - 218.5) < 0.01

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
# **Question 2.4.** A large town has more people who could come. Make a table called `crowd_share` with one
# row for each town and a column called `share`: the average crowd in that town **in percent of the people**
# who live there. Keep the column `town`, too.
#
# *Hint:* Join `crowd_by_town` and `towns` first.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
both = crowd_by_town.join("town", towns, "name")
# END SOLUTION
crowd_share = both.with_column("share", both.column("crowd mean") / both.column("people") * 100) # SOLUTION
crowd_share.select("town", "share")

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'crowd_share should be a table. Start from the table crowd_by_town and use one of its methods.'
""" # END TEST CONFIG
def test_crowd_share_is_a_table(crowd_share):
    from datascience import Table
    assert isinstance(crowd_share, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'crowd_share should have five rows, and the columns town and share.'
""" # END TEST CONFIG
def test_crowd_share_labels(crowd_share):
    assert crowd_share.num_rows == 5 and {"town", "share"} <= set(crowd_share.labels)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Percent means: divide by the number of people and multiply by 100.'
""" # END TEST CONFIG
def test_crowd_share_percent(crowd_share):
    assert 0.2 < max(crowd_share.column("share")) < 10

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each share should be the average crowd of a town, divided by its people, times 100.'
""" # END TEST CONFIG
def test_crowd_share_values(crowd_share):
    shares = dict(zip(crowd_share.column("town"), crowd_share.column("share")))
    assert abs(shares["Cedar Flat"] - 2.81915) < 0.001 and abs(shares["Alder"] - 0.4231) < 0.001

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 3: Who wins?

# %% [raw]
# # BEGIN QUESTION
# name: q3_1
# points: 2
# all_or_nothing: true

# %% [markdown]
# **Question 3.1.** Write a function called `points` that takes the **goals of a team** and the **goals of
# the other team**, in this order, and returns the points that the team gets: **3** for a win, **1** for a
# draw (equal goals), **0** otherwise.
#
# *Hint:* In arithmetic, `True` counts as 1 and `False` as 0. What is `3 * (2 > 1)`? What is `3 * (1 > 2)`?

# %% [raw]
# # BEGIN SOLUTION

# %%
def points(own, other):
    """Return the points of a team: 3 for a win, 1 for a draw, 0 otherwise."""
    return 3 * (own > other) + (own == other) # SOLUTION

points(2, 1), points(1, 1), points(0, 1)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'points should be a function. Keep the line that starts with def, and run the cell again.'
""" # END TEST CONFIG
def test_points_is_a_function(points):
    assert callable(points)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'points(2, 1) should be a number. Does the function return its result?'
""" # END TEST CONFIG
def test_points_is_a_number(points):
    assert points(2, 1) + 0 >= 0

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A win of 2 to 1 gives 3 points, and a loss of 1 to 2 gives none.'
""" # END TEST CONFIG
def test_points_win_and_loss(points):
    assert points(2, 1) == 3 and points(1, 2) == 0 and points(5, 0) == 3

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A draw gives 1 point, also if nobody scores.'
""" # END TEST CONFIG
def test_points_draw(points):
    assert points(1, 1) == 1 and points(0, 0) == 1 and points(3, 3) == 1

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
# **Question 3.2.** Make a table called `home_table` with one row for each team and two columns: the team
# (column `home`) and the **sum** of its points in its home games. Most points come first.
#
# *Hint:* First add a column with the points of the home team to `games`.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
with_points = games.with_column("points", games.apply(points, "home_goals", "away_goals"))
# END SOLUTION
home_table = with_points.select("home", "points").group("home", sum).sort("points sum", descending=True) # SOLUTION
home_table

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'home_table should be a table. Start from the table games and use one of its methods.'
""" # END TEST CONFIG
def test_home_table_is_a_table(home_table):
    from datascience import Table
    assert isinstance(home_table, Table)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'home_table should have 8 rows and 2 columns.'
""" # END TEST CONFIG
def test_home_table_shape(home_table):
    assert home_table.num_rows == 8 and home_table.num_columns == 2

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Most points come first.'
""" # END TEST CONFIG
def test_home_table_order(home_table):
    values = list(home_table.column(1))
    assert values == sorted(values, reverse=True)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'The second column should be the sum of the points of each team in its home games.'
""" # END TEST CONFIG
def test_home_table_values(home_table):
    values = dict(zip(home_table.column(0), home_table.column(1)))
    assert values["Badgers"] == 16 and values["Sparrows"] == 11 and sum(values.values()) == 118

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
# **Question 3.3.** What **proportion** of the 64 games did the **home** team win? Call it `home_win_share`.
# A draw is no win. Do not round.

# %% [raw]
# # BEGIN SOLUTION

# %%
home_win_share = np.count_nonzero(games.column("home_goals") > games.column("away_goals")) / games.num_rows # SOLUTION
home_win_share

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'home_win_share should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_home_win_share_is_a_number(home_win_share):
    import numbers
    assert isinstance(home_win_share, numbers.Real) and not isinstance(home_win_share, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A proportion is never below 0 or above 1.'
""" # END TEST CONFIG
def test_home_win_share_range(home_win_share):
    assert 0 <= home_win_share <= 1

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'A draw is no win, but the game counts as a game.'
""" # END TEST CONFIG
def test_home_win_share_draws(home_win_share):
    for wrong in [0.8125, 0.733333]:
        assert abs(home_win_share - wrong) > 0.001

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Divide the number of games that the home team won by the number of all games.'
""" # END TEST CONFIG
def test_home_win_share_value(home_win_share):
    assert abs(home_win_share - 0.515625) < 0.001

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
# **Question 3.4.** Two teams share the town of **Alder**, and so do other pairs of teams. Give the name
# `neighbor_games` to the number of games in which **both teams are from the same town**. Let Python count.
#
# *Hint:* Join once for the home team and once for the away team. If a label is there already, the new
# column gets the same label with `_2` at its end.

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION NO PROMPT
both_towns = games.join("home", teams, "team").join("away", teams, "team")
# END SOLUTION
neighbor_games = np.count_nonzero(both_towns.column("town") == both_towns.column("town_2")) # SOLUTION
neighbor_games

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
failure_message: 'neighbor_games should be one number. Replace the three dots and run the cell again.'
""" # END TEST CONFIG
def test_neighbor_games_is_a_number(neighbor_games):
    import numbers
    assert isinstance(neighbor_games, numbers.Real) and not isinstance(neighbor_games, bool)

# %%
""" # BEGIN TEST CONFIG
failure_message: 'A number of games is a whole number from 0 to 64.'
""" # END TEST CONFIG
def test_neighbor_games_range(neighbor_games):
    assert 0 <= neighbor_games <= 64 and neighbor_games == int(neighbor_games)

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Each pair of neighbors plays two games: one at the home of each team.'
""" # END TEST CONFIG
def test_neighbor_games_both_ways(neighbor_games):
    assert neighbor_games != 3

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: 'Three towns have two teams. Count the games in which the two towns are equal.'
""" # END TEST CONFIG
def test_neighbor_games_value(neighbor_games):
    assert neighbor_games == 6

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Part 4: Say it in words
#
# A person reads this answer.

# %% [raw]
# # BEGIN QUESTION
# name: q4_1
# points: 4
# manual: true

# %% [markdown]
# **Question 4.1.** Home teams won 33 of 64 games, away teams 12. A coach says: *"Our own crowd makes us
# win."* Write **3 to 5 sentences**: does the data fit an advantage for the home team (quote a number), what
# other reason could there be, what about the games against Guests, and what would you compare to see if the
# **crowd** matters?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# **A strong answer, for example:**
#
# Home teams won more than half of the games and away teams far fewer, which fits an advantage at home. But
# it need not be the crowd: the away team has to travel, and the home team knows its field. The eight games
# against Guests count only as home games of the league, so if Guests are weak, they make home teams look
# better; I would leave them out. To see if the crowd matters, I would compare home games of the same team
# with a large and with a small crowd.
#
# **Rubric (4 points):**
#
# | points | the answer ... |
# |:--|:--|
# | 1 | says that the data fits an advantage of the home team, and quotes a number |
# | 1 | names another reason than the crowd, such as travel, the field or the referee |
# | 1 | sees that games against Guests are always home games, and may change the comparison (or leaves them out) |
# | 1 | names a comparison by crowd, best within one team: large and small crowds, or games with nobody watching |

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
# 2. Save the notebook.
# 3. Run the last cell and hand in the zip file the way your instructor asked for.
