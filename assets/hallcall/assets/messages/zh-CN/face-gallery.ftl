# 今天摄像头可以认得谁：命令行
cli-help-face-consent = 向今天有预约的人宣读告知书，并记录其是否同意今天刷脸签到。
cli-help-face-enroll = 让今天的摄像头认得一位有预约且已同意的人。照片不作复制。
cli-help-face-gallery = 今天的摄像头认得多少人；不显示姓名和人脸。同时结束已过去的日子。须备案时退出码为 1。
cli-help-face-withdraw = 立刻删除某人的人脸数据，并记录其撤回同意。
cli-option-face-guardian = 同意的父母或监护人的证件号码；写 ask 则现场询问
cli-option-face-operator = 协助的工作人员
face-consent-ask = 是否同意？同意请输入“同意”：
face-consent-yes = 同意
face-consent-refused = 没有记录。可用身份证、预约码或到服务台签到。
face-consent-given = 已记录预约 { $booking } 今天的同意。
face-enrolled = 今天的摄像头认得预约 { $booking }，到今天结束为止。请删除 { $picture }：除此之外没有保存照片。
face-withdrawn = 预约 { $booking } 的人脸数据已删除。
face-withdrawn-nothing = 没有保存预约 { $booking } 的数据。
face-gallery = { $day }：认得 { $today } 人，{ $consenting } 人同意；本机共存 { $stored } 人。
face-gallery-ended = { $day } 已结束：密钥已销毁，人脸数据已删除。
face-gallery-warning = 已存 { $stored } 人。达到 { $warning } 人请准备备案；达到 { $filing } 人须在 30 个工作日内向省级网信部门备案。
