"""The letters the house itself writes: to let people in, to give them a new password, to try the server."""

from django.utils.translation import gettext_lazy

from followthrough.kernel.mail.templates import register_letter

NAME = {"name": gettext_lazy("the person’s name")}
LINK = {"link": gettext_lazy("the address to open")}


def register_house_letters() -> None:
    """Declare them, with their words in both languages."""
    register_letter(
        "people.invitation",
        gettext_lazy("Invitation"),
        {**NAME, **LINK, "by": gettext_lazy("who invites")},
        {
            "en": (
                "Your way into {company}",
                "Hello {name},\n\n{by} has let you into Followthrough, the desk of {company} that keeps every promise "
                "made to a customer.\n\nChoose a password: {link}\n\nThe link works once, for one day. If it is over, "
                "ask for another on the sign-in page.",
            ),
            "es": (
                "Su acceso a {company}",
                "Hola, {name}:\n\n{by} le ha dado acceso a Followthrough, la mesa de {company} que cumple cada "
                "compromiso con un cliente.\n\nElegir una contraseña: {link}\n\nEl enlace vale una vez y durante un "
                "día. Si ya no vale, pida otro en la página de acceso.",
            ),
        },
    )
    register_letter(
        "people.password",
        gettext_lazy("New password"),
        {**NAME, **LINK},
        {
            "en": (
                "A new password for {company}",
                "Hello {name},\n\nsomebody asked for a new password for your Followthrough at {company}.\n\n"
                "Choose a password: {link}\n\nThe link works once, for a short while. If you did not ask for it, do "
                "nothing: your password stays as it is.",
            ),
            "es": (
                "Una nueva contraseña para {company}",
                "Hola, {name}:\n\nalguien ha pedido una nueva contraseña para su Followthrough de {company}.\n\n"
                "Elegir una contraseña: {link}\n\nEl enlace vale una vez y por poco tiempo. Si no la ha pedido, no "
                "haga nada: su contraseña sigue igual.",
            ),
        },
    )
    register_letter(
        "mail.notices",
        gettext_lazy("Notices by mail"),
        {**NAME, "count": gettext_lazy("how many there are"), "notices": gettext_lazy("the notices")},
        {
            "en": ("{company}: new for you ({count})", "Hello {name},\n\n{notices}"),
            "es": ("{company}: novedades para usted ({count})", "Hola, {name}:\n\n{notices}"),
        },
    )
    register_letter(
        "mail.test",
        gettext_lazy("Test mail"),
        NAME,
        {
            "en": (
                "Mail from {company} arrives",
                "Hello {name},\n\nthis mail was sent to try the server. It arrived, so all others will.",
            ),
            "es": (
                "El correo de {company} llega",
                "Hola, {name}:\n\neste correo se envió para probar el servidor. Ha llegado, como llegarán los demás.",
            ),
        },
    )
