"""When mail is sent: at once, when its hold is over, when a pause is over; and once a minute whatever was missed."""

from followthrough.kernel import clock
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.mail.sending import send_mail, to_send

AT_ONCE = 200  # mails of one round


@job("mail.send")
def send(mail_id: int) -> None:
    """Send one mail."""
    send_mail(mail_id)


@job("mail.due", every="* * * * *", lock="mail.due")
def send_due() -> None:
    """Send what may go and was not sent by a job of its own: after a server was set, or a worker died."""
    for mail_id in to_send(clock.now()).values_list("pk", flat=True)[:AT_ONCE]:
        send_mail(mail_id)
