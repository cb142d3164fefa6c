def fill():
    from recipes.models import Dish, Ingredient

    flour, egg, milk = (
        Ingredient.objects.create(label=label) for label in ("flour", "egg", "milk")
    )
    pancake = Dish.objects.create(title="Pancake")
    pasta = Dish.objects.create(title="Pasta")
    toast = Dish.objects.create(title="Toast")
    pancake.ingredients.set([flour, egg, milk])
    pasta.ingredients.set([flour, egg])
    toast.goes_with.set([pancake])


def arrived():
    from recipes.models import Recipe

    made_of = Recipe.made_of.through.objects.order_by("recipe__title", "ingredient__label")
    yield (
        made_of.values_list("recipe__title", "ingredient__label"),
        [
            ("Pancake", "egg"),
            ("Pancake", "flour"),
            ("Pancake", "milk"),
            ("Pasta", "egg"),
            ("Pasta", "flour"),
        ],
    )
    yield Recipe.objects.get(title="Pancake").pairs_with.values_list("title"), [("Toast",)]
