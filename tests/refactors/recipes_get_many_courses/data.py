from support.refactors.rows import Dice, looks, store

d = Dice(416, "it")

COURSE = d.rows(
    8,
    lambda n: {
        "name": ["Antipasto", "Primo", "Secondo", "Dolce", "Contorno", "Zuppa", "Pane", "Bevanda"][
            n - 1
        ],
        "rank": n,
    },
)
RECIPE = d.rows(
    70,
    lambda n: {
        "title": d.pick(["Risotto", "Torta", "Insalata"]) + f" {n}",
        "course_id": d.ref(COURSE),
        "minutes": d.between(5, 240),
        "serves": d.between(1, 12),
        "vegetarian": d.chance(0.4),
    },
)
STEP = d.rows(
    240,
    lambda n: {
        "recipe_id": d.ref(RECIPE),
        "no": n % 9 + 1,
        "text": d.note(),
    },
)


def fill():
    from cook import models as m

    store(m.Course, COURSE)
    store(m.Recipe, RECIPE)
    store(m.Step, STEP)


def arrived():
    from cook import models as m

    yield looks(m.Course, COURSE, title="name", position="rank")
    yield looks(
        m.Recipe,
        RECIPE,
        name="title",
        duration_minutes="minutes",
        servings="serves",
        is_vegetarian="vegetarian",
    )
    yield looks(m.Step, STEP, recipe_id="recipe_id", position="no", instruction="text")
    yield (
        m.Recipe.objects.order_by("pk").values_list("pk", "courses"),
        [(n, r["course_id"]) for n, r in enumerate(RECIPE, 1)],
    )
